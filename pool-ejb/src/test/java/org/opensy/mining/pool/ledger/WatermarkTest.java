package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.journal.Tickets;
import org.opensy.mining.pool.share.ShareEntry;

class WatermarkTest {
  private Instant now = Instant.parse("2026-11-22T12:00:00.123456789Z");
  private final Watermark watermark = new Watermark(() -> now);

  @Test
  void standsAtTheOldestInstantThatIsOpen() {
    Instant first = watermark.open();
    now = now.plusSeconds(1);
    Instant second = watermark.open();
    now = now.plusSeconds(1);
    assertThat(watermark.storedUntil()).isEqualTo(first);
    watermark.close(first);
    assertThat(watermark.storedUntil()).isEqualTo(second);
    watermark.close(second);
    assertThat(watermark.storedUntil()).isEqualTo("2026-11-22T12:00:02.123456Z");
  }

  @Test
  void anInstantIsOpenUntilEachOfItsUsesIsClosed() {
    Instant instant = watermark.open();
    assertThat(watermark.open()).isEqualTo(instant);
    watermark.openAgain(instant);
    watermark.close(instant);
    watermark.close(instant);
    assertThat(watermark.isClear()).isFalse();
    watermark.close(instant);
    assertThat(watermark.isClear()).isTrue();
    watermark.close(instant);
    assertThat(watermark.isClear()).isTrue();
  }

  @Test
  void nothingIsAcceptedBeforeAnEarlierMarkWhenTheClockRunsBackwards() {
    Instant mark = watermark.storedUntil();
    now = now.minusSeconds(3600);
    assertThat(watermark.open()).isEqualTo(mark);
    now = now.plusSeconds(7200);
    assertThat(watermark.open()).isEqualTo(mark.plusSeconds(3600));
  }

  /** Shares are accepted, offered and written by threads of their own, while marks are taken. */
  @Test
  void everyShareAcceptedBeforeAMarkIsStoredWhenTheMarkIsTaken() throws Exception {
    AtomicInteger ticks = new AtomicInteger();
    Watermark mark = new Watermark(() -> now.plusNanos(1000L * (ticks.incrementAndGet() / 4)));
    List<Instant> stored = Collections.synchronizedList(new ArrayList<>());
    ShareQueue queue =
        new ShareQueue(
            1_000_000,
            batch -> {
              batch.forEach(entry -> stored.add(entry.acceptedAt()));
              return batch.size();
            },
            batch -> {},
            mark,
            ticket -> {},
            System::nanoTime);
    Optional<JournalTicket> ticket = Optional.of(Tickets.next());
    int intakes = 3;
    CountDownLatch running = new CountDownLatch(intakes);
    ExecutorService threads = Executors.newFixedThreadPool(intakes + 1);
    Future<?> writer =
        threads.submit(
            () -> {
              while (running.getCount() > 0) {
                queue.drain();
              }
            });
    for (int i = 0; i < intakes; i++) {
      threads.execute(
          () -> {
            for (int nonce = 0; nonce < 20_000; nonce++) {
              ShareEntry share = Shares.share(nonce, mark.open(), Shares.ADDRESS, "rig");
              assertThat(queue.reserve(share)).isTrue();
              queue.admit(share, ticket);
            }
            running.countDown();
          });
    }
    List<Instant> marks = new ArrayList<>();
    List<Integer> storedThen = new ArrayList<>();
    while (running.getCount() > 0) {
      marks.add(mark.storedUntil());
      storedThen.add(stored.size());
    }
    writer.get();
    queue.drain();
    threads.shutdown();
    assertThat(stored).hasSize(intakes * 20_000);
    assertThat(mark.isClear()).isTrue();
    Instant oldestLater = Instant.MAX;
    int seen = stored.size();
    for (int i = marks.size() - 1; i >= 0; i--) {
      for (; seen > storedThen.get(i); seen--) {
        Instant later = stored.get(seen - 1);
        oldestLater = later.isBefore(oldestLater) ? later : oldestLater;
      }
      assertThat(oldestLater).isAfterOrEqualTo(marks.get(i));
    }
  }
}
