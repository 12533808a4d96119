package org.opensy.mining.pool.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.ledger.ShareStore;

/** What is kept for how long, and in what steps it is summed. */
class HistoryUpkeepTest {
  private static final String NOW = "2026-11-22T12:00:00Z";
  private static final PoolConfig CONFIG =
      PoolConfig.read(
          MapConfig.usable()
              .with("pool.history.ten-minutes.retention-days", "2")
              .with("pool.history.hours.retention-days", "9"));

  private final SchemaState schema = new SchemaState();
  private RejectedShares rejected = Rejects.at(NOW);
  private DataSource database;
  private ShareStore shares;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    shares = Ledgers.store(database);
    schema.setCurrent();
  }

  private HistoryUpkeep upkeep(String now) {
    return new HistoryUpkeep(
        database, CONFIG, rejected, schema, InstantSource.fixed(Instant.parse(now)));
  }

  private String pool(BucketWidth width) throws SQLException {
    return Database.value(
        database,
        "select coalesce(string_agg(to_char(bucket at time zone 'utc', 'MM-DD HH24:MI') || ' ' || shares,"
            + " ', ' order by bucket), '') from %s where miner_id = 0".formatted(width.table()));
  }

  @Test
  void everyWidthIsKeptForItsTime() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-12T23:59:59Z", "a", "x")));
    shares.write(List.of(Histories.share(2, "2026-11-13T00:00:00Z", "a", "x")));
    shares.write(List.of(Histories.share(3, "2026-11-19T23:50:00Z", "a", "x")));
    shares.write(List.of(Histories.share(4, "2026-11-20T00:00:00Z", "a", "x")));
    upkeep(NOW).sum();
    upkeep(NOW).forget();
    assertThat(pool(BucketWidth.TEN_MINUTES)).isEqualTo("11-20 00:00 1");
    assertThat(pool(BucketWidth.HOUR)).isEqualTo("11-13 00:00 1, 11-19 23:00 1, 11-20 00:00 1");
    assertThat(pool(BucketWidth.DAY))
        .isEqualTo("11-12 00:00 1, 11-13 00:00 1, 11-19 00:00 1, 11-20 00:00 1");
  }

  @Test
  void nothingIsForgottenThatIsStillDue() throws SQLException {
    shares.write(
        List.of(
            Histories.share(1, "2026-11-18T12:00:00Z", "a", "x"),
            Histories.share(2, "2026-11-18T12:00:00Z", "a", "x")));
    upkeep(NOW).sum();
    shares.write(List.of(Histories.share(3, "2026-11-18T12:00:00Z", "a", "x")));
    upkeep(NOW).forget();
    assertThat(pool(BucketWidth.TEN_MINUTES)).isEqualTo("11-18 12:00 2");
    upkeep(NOW).sum();
    upkeep(NOW).forget();
    assertThat(pool(BucketWidth.TEN_MINUTES)).isEmpty();
    assertThat(pool(BucketWidth.DAY)).isEqualTo("11-18 00:00 3");
  }

  @Test
  void sharesForWhatIsForgottenChangeNoSum() throws SQLException {
    shares.write(List.of(Histories.share(1, "2026-11-18T12:00:00Z", "a", "x")));
    upkeep(NOW).sum();
    upkeep(NOW).forget();
    shares.write(List.of(Histories.share(2, "2026-11-18T12:00:00Z", "a", "x")));
    shares.write(List.of(Histories.share(3, "2026-11-20T00:00:00Z", "a", "x")));
    upkeep(NOW).sum();
    assertThat(pool(BucketWidth.DAY)).isEqualTo("11-18 00:00 1, 11-20 00:00 1");
    assertThat(Database.value(database, "select count(*) from history_due")).isEqualTo("0");
    // What is final stays so, whatever the settings or the clock say later.
    upkeep("2026-11-10T12:00:00Z").forget();
    shares.write(List.of(Histories.share(4, "2026-11-18T12:00:00Z", "a", "x")));
    upkeep(NOW).sum();
    assertThat(pool(BucketWidth.DAY)).isEqualTo("11-18 00:00 1, 11-20 00:00 1");
  }

  @Test
  void deletionGoesInBoundedSteps() throws SQLException {
    Database.update(
        database,
        "insert into history_10m select '2026-11-01T00:00Z', 1, n, 1, 1, 0, 0 from generate_series(1, 25) n");
    HistoryStore history = new HistoryStore(database);
    Instant before = Instant.parse("2026-11-20T00:00:00Z");
    assertThat(history.forget(BucketWidth.TEN_MINUTES, before, 10)).isZero();
    history.settle(before);
    assertThat(history.forget(BucketWidth.TEN_MINUTES, before, 10)).isEqualTo(10);
    assertThat(history.forget(BucketWidth.TEN_MINUTES, before, 10)).isEqualTo(10);
    assertThat(history.forget(BucketWidth.TEN_MINUTES, before, 10)).isEqualTo(5);
  }

  @Test
  void oneTurnSumsABoundedNumberOfTenMinutes() throws SQLException {
    Database.update(
        database,
        "insert into history_due select generate_series(timestamptz '2026-11-20T00:00Z', '2026-11-21T00:00Z', '10 minutes'), 0");
    upkeep(NOW).sum();
    assertThat(Database.value(database, "select count(*) from history_due"))
        .isEqualTo(Integer.toString(145 - HistoryUpkeep.BUCKETS_A_TURN));
    upkeep(NOW).sum();
    assertThat(Database.value(database, "select count(*) from history_due")).isEqualTo("0");
  }

  @Test
  void aDatabaseThatIsAwayIsOutlivedAndRejectedSharesWaitForIt() throws SQLException {
    Rejects.stale(rejected, "a", "x");
    HistoryUpkeep away =
        new HistoryUpkeep(
            Database.source(1, "none"), CONFIG, rejected, schema, InstantSource.system());
    away.tellRejected();
    away.sum();
    away.forget();
    upkeep(NOW).tellRejected();
    assertThat(Database.value(database, "select sum(stale) from history_1h where miner_id = 0"))
        .isEqualTo("1");
  }

  @Test
  void nothingIsTouchedBeforeTheSchemaIsThere() throws SQLException {
    shares.write(List.of(Histories.share(1, NOW, "a", "x")));
    new HistoryUpkeep(
            database, CONFIG, rejected, new SchemaState(), InstantSource.fixed(Instant.parse(NOW)))
        .sum();
    assertThat(pool(BucketWidth.DAY)).isEmpty();
  }
}
