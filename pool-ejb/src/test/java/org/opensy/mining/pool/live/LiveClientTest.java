package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.metrics.CountedMetrics;

/** One client, and many threads that have something for it. */
class LiveClientTest {
  private static final int THREADS = 8;
  private static final int EVENTS = 20_000;

  private final CarefulSink sink = new CarefulSink();
  private final AtomicInteger departures = new AtomicInteger();
  private final LiveClient client =
      new LiveClient(
          sink,
          new LiveCounters(new CountedMetrics()),
          InstantSource.system(),
          (who, why) -> departures.incrementAndGet());

  /** Notices when two threads are in it at once, and when it is touched after its end. */
  private static final class CarefulSink implements LiveSink {
    private final AtomicBoolean inUse = new AtomicBoolean();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private int written;

    private void use(Runnable work) {
      if (!inUse.compareAndSet(false, true) || ends.get() > 0) {
        faults.incrementAndGet();
      }
      work.run();
      inUse.set(false);
    }

    @Override
    public Transport transport() {
      return Transport.WEBSOCKET;
    }

    @Override
    public boolean isReady() {
      use(() -> {});
      return true;
    }

    @Override
    public void write(LiveEvent event) {
      use(() -> written++);
    }

    @Override
    public void flush() {
      use(() -> {});
    }

    @Override
    public boolean isOver(Instant now) {
      return false;
    }

    @Override
    public void end(LiveEnd why) {
      use(() -> {});
      ends.incrementAndGet();
    }
  }

  private void inParallel(Runnable work) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, THREADS).mapToObj(i -> CompletableFuture.runAsync(work)).toList();
    all.forEach(CompletableFuture::join);
  }

  private void heartbeat() {
    client.offer(LiveEvent.ofConnection(new LiveData.Heartbeat(), Optional.empty(), Instant.EPOCH));
    client.drain();
  }

  @Test
  void theConnectionIsTouchedByOneThreadAtATimeAndNothingIsLeftWaiting() {
    inParallel(() -> IntStream.range(0, EVENTS).forEach(i -> heartbeat()));
    int before = sink.written;
    client.drain();

    assertThat(sink.faults).hasValue(0);
    assertThat(sink.written).isEqualTo(before).isPositive();
  }

  @Test
  void theEndComesOnceAndNothingAfterIt() {
    inParallel(
        () ->
            IntStream.range(0, EVENTS)
                .forEach(
                    i -> {
                      heartbeat();
                      if (i == EVENTS / 2) {
                        client.end(LiveEnd.GONE);
                      }
                    }));

    assertThat(sink.faults).hasValue(0);
    assertThat(sink.ends).hasValue(1);
    assertThat(departures).hasValue(1);
  }
}
