package org.opensy.mining.pool.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.share.ShareEntry;

/** What charts and counters are told, against the shares themselves. */
class HistoryQueriesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:34:56Z");
  private static final Instant BEGIN = Instant.parse("2026-11-14T00:00:00Z");

  private static DataSource database;
  private static HistoryQueries queries;
  private static final List<ShareEntry> SHARES = new ArrayList<>();

  @BeforeAll
  static void fill() throws SQLException {
    database = Database.migrated();
    // As the public's connections: nothing but reading.
    queries = new HistoryQueries(Database.reader(database));
    Random random = new Random(16);
    for (int nonce = 0; nonce < 1500; nonce++) {
      long back =
          (long) (Math.pow(random.nextDouble(), 4) * Duration.between(BEGIN, NOW).toSeconds());
      String worker = "w" + random.nextInt(3);
      SHARES.add(
          Histories.share(
              nonce, NOW.minusSeconds(back).toString(), random.nextBoolean() ? "a" : "b", worker));
    }
    Ledgers.store(database).write(SHARES);
    RejectedShares rejected = Rejects.at("2026-11-22T12:30:00Z");
    Rejects.stale(rejected, "a", "w1");
    Rejects.invalid(rejected, "b", "w1");
    new HistoryStore(database).add(rejected);
    try (HikariDataSource pooled = Database.pooled(database)) {
      Histories.sumAll(pooled);
    }
  }

  private static Stream<ShareEntry> of(String address, String worker) {
    return SHARES.stream()
        .filter(share -> address.isEmpty() || share.address().equals(address))
        .filter(share -> worker.isEmpty() || share.worker().equals(worker));
  }

  @Test
  void seriesOfPoolMinerAndWorkerAreTheSharesOfTheirBuckets() {
    Instant end = NOW.plusSeconds(1);
    for (BucketWidth width : BucketWidth.values()) {
      check(queries.series(HistoryOf.pool(), width, BEGIN, end, 5000), width, "", "");
      check(queries.series(HistoryOf.miner("a"), width, BEGIN, end, 5000), width, "a", "");
      check(queries.series(HistoryOf.worker("b", "w1"), width, BEGIN, end, 5000), width, "b", "w1");
    }
  }

  private static void check(
      List<HistoryBucket> series, BucketWidth width, String address, String worker) {
    assertThat(series).isNotEmpty().isSortedAccordingTo((a, b) -> b.begin().compareTo(a.begin()));
    for (HistoryBucket bucket : series) {
      long shares =
          of(address, worker)
              .filter(share -> width.beginOf(share.acceptedAt()).equals(bucket.begin()))
              .count();
      assertThat(bucket.sums().shares()).isEqualTo(shares);
      assertThat(bucket.sums().work()).isEqualTo(BigInteger.valueOf(1000 * shares));
    }
    assertThat(series.stream().mapToLong(bucket -> bucket.sums().shares()).sum())
        .isEqualTo(of(address, worker).count());
  }

  @Test
  void aSeriesIsReadByPagesTheLatestFirst() {
    List<HistoryBucket> all =
        queries.series(HistoryOf.miner("a"), BucketWidth.HOUR, BEGIN, NOW, 1000);
    List<HistoryBucket> first =
        queries.series(HistoryOf.miner("a"), BucketWidth.HOUR, BEGIN, NOW, 3);
    assertThat(first).isEqualTo(all.subList(0, 3));
    assertThat(
            queries.series(
                HistoryOf.miner("a"), BucketWidth.HOUR, BEGIN, first.get(2).begin(), 1000))
        .isEqualTo(all.subList(3, all.size()));
    Instant oldest = all.get(all.size() - 1).begin();
    assertThat(queries.series(HistoryOf.miner("a"), BucketWidth.HOUR, oldest, NOW, 1000))
        .isEqualTo(all);
    assertThat(
            queries.series(
                HistoryOf.miner("a"), BucketWidth.HOUR, oldest.plusSeconds(1), NOW, 1000))
        .hasSize(all.size() - 1);
  }

  @Test
  void refusedSharesAreInTheSeries() {
    Instant begin = Instant.parse("2026-11-22T12:30:00Z");
    assertThat(queries.series(HistoryOf.pool(), BucketWidth.TEN_MINUTES, begin, NOW, 1))
        .singleElement()
        .satisfies(
            bucket -> {
              assertThat(bucket.sums().stale()).isEqualTo(1);
              assertThat(bucket.sums().invalid()).isEqualTo(1);
            });
    assertThat(queries.series(HistoryOf.worker("a", "w1"), BucketWidth.TEN_MINUTES, begin, NOW, 1))
        .singleElement()
        .satisfies(bucket -> assertThat(bucket.sums().invalid()).isZero());
  }

  @Test
  void whoIsNotKnownHasNoHistory() {
    assertThat(queries.series(HistoryOf.miner("c"), BucketWidth.DAY, BEGIN, NOW, 10)).isEmpty();
    assertThat(queries.series(HistoryOf.worker("a", "w9"), BucketWidth.DAY, BEGIN, NOW, 10))
        .isEmpty();
    assertThat(queries.windows("c", 0, 10, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T12:34:56Z",
        "2026-11-22T12:00:00Z",
        "2026-11-22T11:59:59Z",
        "2026-11-22T00:00:00Z",
        "2026-11-21T23:59:59Z",
        "2026-11-22T00:05:00Z"
      })
  void windowsAreTheSharesSinceTheyBegan(String text) throws SQLException {
    Instant now = Instant.parse(text);
    MinerWindows windows = queries.windows("a", 0, 10, now).orElseThrow();
    for (HistoryWindow window : HistoryWindow.values()) {
      Instant since = window.since(now);
      assertThat(windows.windows().get(window).shares()).isEqualTo(count("a", "", since));
      for (WorkerWindows worker : windows.workers()) {
        assertThat(worker.windows().get(window).shares())
            .as("%s %s", worker.name(), window)
            .isEqualTo(count("a", worker.name(), since));
      }
    }
    assertThat(windows.workers())
        .extracting(WorkerWindows::name)
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  private static long count(String address, String worker, Instant since) {
    return of(address, worker).filter(share -> !share.acceptedAt().isBefore(since)).count();
  }

  @Test
  void windowsBeginWithWholeBuckets() {
    assertThat(HistoryWindow.HOUR.since(NOW)).isEqualTo("2026-11-22T11:30:00Z");
    assertThat(HistoryWindow.DAY.since(NOW)).isEqualTo("2026-11-21T12:30:00Z");
    assertThat(HistoryWindow.WEEK.since(NOW)).isEqualTo("2026-11-15T12:00:00Z");
  }

  @Test
  void workersComeInPages() {
    List<WorkerWindows> all = queries.windows("a", 0, 10, NOW).orElseThrow().workers();
    List<WorkerWindows> first = queries.windows("a", 0, 2, NOW).orElseThrow().workers();
    assertThat(first).isEqualTo(all.subList(0, 2));
    assertThat(queries.windows("a", first.get(1).id(), 2, NOW).orElseThrow().workers())
        .isEqualTo(all.subList(2, 3));
    assertThat(queries.windows("a", 0, 0, NOW).orElseThrow().workers()).isEmpty();
  }

  @Test
  void aWorkerWithoutSharesOfLateHasZeroesAndAHiddenNameIsNotTold() throws SQLException {
    DataSource other = Database.migrated();
    Ledgers.store(other).write(List.of(Histories.share(1, "2026-11-01T00:00:00Z", "a", "secret")));
    Database.update(other, "update workers set is_public = false");
    Histories.sumAll(other);
    MinerWindows windows = new HistoryQueries(other).windows("a", 0, 10, NOW).orElseThrow();
    Map<HistoryWindow, HistorySums> nothing =
        Map.of(
            HistoryWindow.HOUR,
            HistorySums.NONE,
            HistoryWindow.DAY,
            HistorySums.NONE,
            HistoryWindow.WEEK,
            HistorySums.NONE);
    assertThat(windows.windows()).isEqualTo(nothing);
    assertThat(windows.workers()).singleElement().extracting(WorkerWindows::name).isEqualTo("");
    assertThat(windows.workers().get(0).windows()).isEqualTo(nothing);
  }
}
