package org.opensy.mining.pool.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.RandomShares;
import org.opensy.mining.pool.ledger.ShareStore;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;

/** The sums of accepted shares. */
class HistoryStoreTest {
  private ShareStore shares;
  private HistoryStore history;
  private HikariDataSource database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.pooled(Database.migrated());
    shares = Ledgers.store(database);
    history = new HistoryStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String sums(BucketWidth width) throws SQLException {
    return Histories.sums(database, width);
  }

  @Test
  void sharesAreSummedForPoolMinersAndWorkersByAllWidths() throws SQLException {
    shares.write(
        List.of(
            Histories.share(1, "2026-11-22T11:59:59.999999Z", "a", "x"),
            Histories.share(2, "2026-11-22T12:00:00Z", "a", "x"),
            Histories.share(3, "2026-11-22T12:09:59.999999Z", "a", "y"),
            Histories.share(4, "2026-11-22T12:05:00Z", "b", "x")));
    Histories.sumAll(database);
    assertThat(sums(BucketWidth.TEN_MINUTES))
        .isEqualTo(
            "22 11:50 * * 1 1000 0 0, 22 11:50 a * 1 1000 0 0, 22 11:50 a x 1 1000 0 0,"
                + " 22 12:00 * * 3 3000 0 0, 22 12:00 a * 2 2000 0 0, 22 12:00 a x 1 1000 0 0,"
                + " 22 12:00 a y 1 1000 0 0, 22 12:00 b * 1 1000 0 0, 22 12:00 b x 1 1000 0 0");
    assertThat(sums(BucketWidth.HOUR))
        .isEqualTo(
            "22 11:00 * * 1 1000 0 0, 22 11:00 a * 1 1000 0 0, 22 11:00 a x 1 1000 0 0,"
                + " 22 12:00 * * 3 3000 0 0, 22 12:00 a * 2 2000 0 0, 22 12:00 a x 1 1000 0 0,"
                + " 22 12:00 a y 1 1000 0 0, 22 12:00 b * 1 1000 0 0, 22 12:00 b x 1 1000 0 0");
    assertThat(sums(BucketWidth.DAY))
        .isEqualTo(
            "22 00:00 * * 4 4000 0 0, 22 00:00 a * 3 3000 0 0, 22 00:00 a x 2 2000 0 0,"
                + " 22 00:00 a y 1 1000 0 0, 22 00:00 b * 1 1000 0 0, 22 00:00 b x 1 1000 0 0");
  }

  @Test
  void batchThatIsWrittenTwiceAddsNothing() throws SQLException {
    List<ShareEntry> batch =
        List.of(
            Histories.share(1, "2026-11-22T12:00:00Z", "a", "x"),
            Histories.share(1, "2026-11-22T12:00:00Z", "a", "x"));
    shares.write(batch);
    Histories.sumAll(database);
    shares.write(batch);
    assertThat(Histories.sumNext(history)).isFalse();
    assertThat(sums(BucketWidth.DAY))
        .isEqualTo("22 00:00 * * 1 1000 0 0, 22 00:00 a * 1 1000 0 0, 22 00:00 a x 1 1000 0 0");
  }

  @Test
  void sharesThatComeLateAreAddedToTheirTime() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-21T12:00:00Z", "a", "x")));
    shares.write(List.of(Histories.share(2, "2026-11-22T12:00:00Z", "a", "x")));
    Histories.sumAll(database);
    shares.write(List.of(Histories.share(3, "2026-11-21T12:09:00Z", "a", "x")));
    Histories.sumAll(database);
    assertThat(sums(BucketWidth.HOUR))
        .isEqualTo(
            "21 12:00 * * 2 2000 0 0, 21 12:00 a * 2 2000 0 0, 21 12:00 a x 2 2000 0 0,"
                + " 22 12:00 * * 1 1000 0 0, 22 12:00 a * 1 1000 0 0, 22 12:00 a x 1 1000 0 0");
    assertThat(Histories.sumsThatLie(database)).isZero();
  }

  @Test
  void sharesThatAreCommittedWhileTheirTimeIsSummedStayDue() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-22T12:00:00Z", "a", "x")));
    // The sum is made when the share is inserted and not committed.
    Ledgers.journal(database)
        .store(
            Histories.share(2, "2026-11-22T12:00:01Z", "a", "x"),
            transaction -> assertThat(Histories.sumNext(history)).isTrue());
    assertThat(sums(BucketWidth.TEN_MINUTES)).startsWith("22 12:00 * * 1 1000");
    assertThat(Histories.sumNext(history)).isTrue();
    assertThat(Histories.sumsThatLie(database)).isZero();
  }

  @Test
  void nothingIsLostOrAddedTwiceWhenSummingFailsHalfway() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-22T12:00:00Z", "a", "x")));
    Database.update(database, "alter table history_1d rename to history_away");
    assertThatThrownBy(() -> Histories.sumNext(history)).isInstanceOf(DatabaseException.class);
    assertThat(sums(BucketWidth.TEN_MINUTES)).isEmpty();
    Database.update(database, "alter table history_away rename to history_1d");
    Histories.sumAll(database);
    assertThat(Histories.sumsThatLie(database)).isZero();
    assertThat(sums(BucketWidth.DAY)).startsWith("22 00:00 * * 1 1000 0 0");
  }

  @Test
  void theLatestIsSummedFirst() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-21T12:00:00Z", "a", "x")));
    shares.write(List.of(Histories.share(2, "2026-11-22T12:00:00Z", "a", "x")));
    shares.write(List.of(Histories.share(3, "2026-11-20T12:00:00Z", "a", "x")));
    assertThat(Histories.sumNext(history)).isTrue();
    assertThat(
            Database.value(database, "select min(bucket) = '2026-11-22T12:00Z' from history_10m"))
        .isEqualTo("t");
  }

  @Test
  void sumsOfADayWhoseSharesWereDroppedStay() throws SQLException {
    shares.write(
        List.of(
            Histories.share(1, "2026-11-22T12:00:00Z", "a", "x"),
            Histories.share(2, "2026-11-22T12:00:00Z", "a", "x")));
    Histories.sumAll(database);
    String before = sums(BucketWidth.DAY);
    Database.update(database, "delete from shares where nonce = 1");
    Database.update(database, "insert into history_due values ('2026-11-22T12:00:00Z', 1)");
    Histories.sumAll(database);
    assertThat(sums(BucketWidth.DAY)).isEqualTo(before);
  }

  @Test
  void tenMinutesThatAreNotOverAreSummedWhileTheyAreFew() throws SQLException {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    shares.write(
        List.of(
            Histories.share(1, "2026-11-22T12:00:00Z", "a", "x"),
            Histories.share(2, "2026-11-22T12:00:01Z", "a", "x")));
    assertThat(history.sumNext(noon, 1)).isFalse();
    assertThat(history.sumNext(noon, 2)).isTrue();
    shares.write(List.of(Histories.share(3, "2026-11-22T12:00:02Z", "a", "x")));
    assertThat(history.sumNext(noon.plusSeconds(599), 2)).isFalse();
    assertThat(sums(BucketWidth.TEN_MINUTES)).startsWith("22 12:00 * * 2 2000 0 0");
    assertThat(history.sumNext(noon.plusSeconds(600), 2)).isTrue();
    assertThat(sums(BucketWidth.TEN_MINUTES)).startsWith("22 12:00 * * 3 3000 0 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sumsAreWhatAPlainSumOverTheSharesIs(long seed) throws SQLException {
    RandomShares random = new RandomShares(seed);
    List<ShareEntry> entries = random.next(900);
    for (int first = 0; first < entries.size(); first += 150) {
      random.write(shares, entries.subList(0, first + 150));
      for (int i = 0; i < 40; i++) {
        Histories.sumNext(history);
      }
    }
    Histories.sumAll(database);
    assertThat(Histories.sumsThatLie(database)).as("seed %d", seed).isZero();
    assertThat(Database.value(database, "select sum(shares) from history_1d where miner_id = 0"))
        .isEqualTo("900");
  }

  @Test
  void writersOfSharesAndOfSumsDoNotGetInEachOthersWay() throws Exception {
    shares.write(List.of(Histories.share(-1, "2026-11-22T12:00:00Z", "a", "x")));
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      int first = thread * 1000;
      work.add(() -> writeShares(first));
      work.add(this::sumOften);
      work.add(this::rejectOften);
    }
    for (Future<Void> done : threads.invokeAll(work)) {
      done.get();
    }
    threads.shutdown();
    Histories.sumAll(database);
    assertThat(Histories.sumsThatLie(database)).isZero();
    assertThat(
            Database.value(
                database, "select shares || ' ' || stale from history_1d where miner_id = 0"))
        .isEqualTo("801 60");
  }

  private Void writeShares(int first) {
    for (int batch = 0; batch < 10; batch++) {
      List<ShareEntry> entries = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int nonce = first + batch * 40 + i;
        // Each writer meets miners and times in another order.
        int turned = first == 0 ? i : 40 - i;
        entries.add(
            Histories.share(
                nonce,
                "2026-11-22T12:%02d:00Z".formatted(turned),
                "miner" + turned % 7,
                "w" + turned % 3));
      }
      shares.write(entries);
    }
    return null;
  }

  private Void sumOften() {
    for (int i = 0; i < 40; i++) {
      Histories.sumNext(history);
    }
    return null;
  }

  private Void rejectOften() {
    for (int i = 0; i < 30; i++) {
      RejectedShares rejected = Rejects.at("2026-11-22T12:0%d:00Z".formatted(i % 10));
      Rejects.stale(rejected, i % 2 == 0 ? "a" : "miner" + i % 7, "x");
      history.add(rejected);
    }
    return null;
  }
}
