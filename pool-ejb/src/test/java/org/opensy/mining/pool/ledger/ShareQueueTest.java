package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.journal.Tickets;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.Failures;

class ShareQueueTest {
  private final List<ShareEntry> written = new ArrayList<>();
  private final List<JournalTicket> settled = new ArrayList<>();
  private final Watermark watermark = new Watermark(() -> Shares.NOON);

  @Test
  void writesEveryShareOnceWithItsMinerAndWorker() throws SQLException {
    DataSource database = Database.migrated();
    ShareQueue queue = queue(5000, Ledgers.store(database)::write);
    Shares.shares(0, 2500).forEach(share -> offer(queue, share));
    offer(queue, Shares.share(9999, Shares.NOON, "other", ""));
    assertThat(queue.drain()).isTrue();
    assertThat(count(database)).isEqualTo(2501);
    assertThat(Database.value(database, "select count(*) from miners")).isEqualTo("2");
    assertThat(
            Database.value(
                database,
                "select m.address || '.' || w.name || ' ' || s.difficulty || ' ' || s.height || ' '"
                    + " || s.session_id || ' ' || s.job_id || ' ' || (s.accepted_at at time zone"
                    + " 'utc') from shares s join workers w on w.id = s.worker_id join miners m on"
                    + " m.id = s.miner_id and m.id = w.miner_id where nonce = 2499"))
        .isEqualTo(
            Shares.ADDRESS + ".rig 1000 70 -81985531201716217 job1 2026-11-22 12:00:00.123456");
    assertThat(queue.status()).isEqualTo(new ShareWriterStatus(0, 2501, 0, false));
    assertThat(written).hasSize(2501);
  }

  @Test
  void batchWhoseCommitWasUnclearIsNotDoubled() throws SQLException {
    DataSource database = Database.migrated();
    ShareStore store = Ledgers.store(database);
    List<String> calls = new ArrayList<>();
    ShareQueue queue =
        queue(
            100,
            batch -> {
              int rows = store.write(batch);
              calls.add("write");
              if (calls.size() == 1) {
                throw Failures.withState("08006");
              }
              return rows;
            });
    Shares.shares(0, 50).forEach(share -> offer(queue, share));
    assertThat(queue.drain()).isFalse();
    assertThat(queue.status().failing()).isTrue();
    assertThat(queue.drain()).isTrue();
    assertThat(calls).hasSize(2);
    assertThat(count(database)).isEqualTo(50);
  }

  @Test
  void shareThatTheDatabaseRefusesDoesNotHoldUpTheOthers() throws SQLException {
    DataSource database = Database.migrated();
    ShareQueue queue = queue(5000, Ledgers.store(database)::write);
    Shares.shares(0, 1000).forEach(share -> offer(queue, share));
    offer(queue, Shares.share(1, Shares.NOON, Shares.ADDRESS, "nul\0byte"));
    offer(queue, Shares.share(2, Shares.NOON, Shares.ADDRESS, "x".repeat(500)));
    Shares.shares(2000, 7).forEach(share -> offer(queue, share));
    assertThat(queue.drain()).isTrue();
    assertThat(count(database)).isEqualTo(1007);
    assertThat(queue.status().dropped()).isEqualTo(2);
    assertThat(settled).hasSize(1009);
  }

  @Test
  void offerIsRefusedAndCountedWhenTheQueueIsFull() {
    ShareQueue queue = queue(2, batch -> batch.size());
    assertThat(IntStream.range(0, 3).mapToObj(i -> offer(queue, Shares.share(i))))
        .containsExactly(true, true, false);
    assertThat(queue.status().dropped()).isEqualTo(1);
    queue.drain();
    assertThat(offer(queue, Shares.share(3))).isTrue();
  }

  @Test
  void aShareThatTheJournalDoesNotTakeIsRefusedAndGivesItsPlaceBack() {
    ShareQueue queue = queue(1, batch -> batch.size());
    assertThat(queue.reserve(Shares.share(0))).isTrue();
    assertThat(queue.reserve(Shares.share(1))).isFalse();
    assertThat(queue.admit(Shares.share(0), Optional.empty())).isFalse();
    assertThat(queue.status()).isEqualTo(new ShareWriterStatus(0, 0, 2, false));
    assertThat(queue.reserve(Shares.share(2))).isTrue();
  }

  @Test
  void sharesOfAFormerRunAreTakenBeyondTheCapacity() {
    ShareQueue queue = queue(1, batch -> batch.size());
    Shares.shares(0, 3).forEach(share -> queue.admitAgain(share, Tickets.next()));
    assertThat(offer(queue, Shares.share(4))).isFalse();
    assertThat(queue.drain()).isTrue();
    assertThat(written).hasSize(3);
    assertThat(settled).hasSize(3);
    assertThat(offer(queue, Shares.share(4))).isTrue();
  }

  @Test
  void sharesAreWaitingUntilTheyAreWritten() {
    List<Long> seen = new ArrayList<>();
    AtomicReference<ShareQueue> self = new AtomicReference<>();
    ShareQueue queue =
        queue(
            10,
            batch -> {
              seen.add(self.get().status().waiting());
              return batch.size();
            });
    self.set(queue);
    Shares.shares(0, 4).forEach(share -> offer(queue, share));
    assertThat(queue.drain()).isTrue();
    assertThat(seen).containsExactly(4L);
    assertThat(queue.status().waiting()).isZero();
  }

  @Test
  void sharesAreOpenUntilTheyAreWrittenRefusedOrFindNoRoom() {
    ShareQueue queue =
        queue(
            2,
            batch -> {
              assertThat(watermark.isClear()).isFalse();
              if (batch.contains(Shares.share(1))) {
                throw Failures.withState("22000");
              }
              return batch.size();
            });
    for (int nonce = 0; nonce < 3; nonce++) {
      assertThat(watermark.open()).isEqualTo(Shares.share(nonce).acceptedAt());
    }
    assertThat(IntStream.range(0, 3).mapToObj(i -> offer(queue, Shares.share(i))))
        .containsExactly(true, true, false);
    assertThat(watermark.isClear()).isFalse();
    assertThat(queue.drain()).isTrue();
    assertThat(watermark.isClear()).isTrue();
  }

  @Test
  void partitionThatIsMissingIsMade() throws SQLException {
    DataSource database = Database.migrated();
    ShareStore store = Ledgers.store(database);
    store.write(Shares.shares(0, 1));
    Database.update(database, "drop table shares_20261122");
    ShareQueue queue = queue(10, store::write);
    offer(queue, Shares.share(1));
    assertThat(queue.drain()).isTrue();
    assertThat(count(database)).isEqualTo(1);
  }

  @Test
  void nothingIsLostWhenTheDatabaseStopsAndComesBack(@TempDir Path folder) throws Exception {
    int port = freePort();
    DataSource database = Database.source(port, "pool");
    ShareQueue queue = queue(10_000, Ledgers.store(database)::write);
    try (EmbeddedPostgres server = server(folder, port)) {
      assertThat(server.getPort()).isEqualTo(port);
      Database.roles(server.getPostgresDatabase());
      Database.update(server.getPostgresDatabase(), "create database pool owner pool_owner");
      Database.owner(database).migrate();
      Shares.shares(0, 1500).forEach(share -> offer(queue, share));
      assertThat(queue.drain()).isTrue();
    }
    Shares.shares(1500, 1500).forEach(share -> offer(queue, share));
    assertThat(queue.drain()).isFalse();
    assertThat(queue.flush(Duration.ofMillis(100))).isFalse();
    assertThat(queue.status()).isEqualTo(new ShareWriterStatus(1500, 1500, 0, true));
    try (EmbeddedPostgres server = server(folder, port)) {
      assertThat(server.getPort()).isEqualTo(port);
      assertThat(queue.flush(Duration.ofMinutes(1))).isTrue();
      assertThat(count(database)).isEqualTo(3000);
      assertThat(queue.status().failing()).isFalse();
    }
  }

  private ShareQueue queue(int capacity, ShareQueue.Sink sink) {
    return new ShareQueue(
        capacity, sink, written::addAll, watermark, settled::add, System::nanoTime);
  }

  /** As the journal does: a share that has a place is synced and then admitted. */
  private static boolean offer(ShareQueue queue, ShareEntry share) {
    return queue.reserve(share) && queue.admit(share, Optional.of(Tickets.next()));
  }

  private static long count(DataSource database) throws SQLException {
    return Long.parseLong(Database.value(database, "select count(*) from shares"));
  }

  private static EmbeddedPostgres server(Path folder, int port) throws IOException {
    File data = folder.resolve("data").toFile();
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
