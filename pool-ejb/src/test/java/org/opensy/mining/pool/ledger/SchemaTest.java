package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;

class SchemaTest {
  private static final String WAITING =
      "select count(*) from pg_locks where not granted and database = (select oid from pg_database"
          + " where datname = current_database()) or not granted and locktype = 'transactionid'";
  private static final String PARTITIONS =
      "select string_agg(relname, ' ' order by relname) from pg_class"
          + " where relispartition and relkind = 'r'";
  private static final PoolConfig CONFIG =
      PoolConfig.read(
          MapConfig.usable()
              .with("pool.shares.partitions-ahead", "2")
              .with("pool.shares.retention-days", "1"));

  @Test
  void migratesAnEmptyDatabaseOnceAndForAll() throws Exception {
    DataSource database = Database.empty();
    Database.owner(database).migrate();
    Database.owner(database).migrate();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(Database.value(database, "select count(*) from flyway_schema_history"))
          .isEqualTo(Long.toString(files.count()));
    }
  }

  @Test
  void severalInstancesMayMigrateAndLookAfterPartitionsAtOnce() throws Exception {
    DataSource database = Database.empty();
    ExecutorService instances = Executors.newFixedThreadPool(4);
    Callable<Boolean> start =
        () -> {
          Database.owner(database).migrate();
          upkeep(database, "2026-11-22T23:59:59Z").run();
          return true;
        };
    for (Future<Boolean> done : instances.invokeAll(List.of(start, start, start, start))) {
      assertThat(done.get()).isTrue();
    }
    instances.shutdown();
    assertThat(Database.value(database, PARTITIONS))
        .isEqualTo("shares_20261122 shares_20261123 shares_20261124");
  }

  @Test
  void rightsWaitForAnInstanceThatIsAddingDays() throws Exception {
    DataSource database = Database.empty();
    Database.owner(database).migrate();
    ExecutorService second = Executors.newSingleThreadExecutor();
    try (Connection first = database.getConnection();
        Statement statement = first.createStatement()) {
      first.setAutoCommit(false);
      statement.execute("select create_share_days('2026-11-22', '2026-11-22')");
      Future<?> grants = second.submit(() -> Database.owner(database).migrate());
      while (Database.value(database, WAITING).equals("0")) {
        assertThat(grants.isDone()).isFalse();
        Thread.onSpinWait();
      }
      first.commit();
      assertThat(grants.get()).isNull();
    } finally {
      second.shutdown();
    }
  }

  @Test
  void partitionsAreMadeAheadAndDroppedAfterTheRetention() throws SQLException {
    DataSource database = Database.migrated();
    upkeep(database, "2026-11-22T10:00:00Z").run();
    Ledgers.store(database).write(Shares.shares(0, 3));
    upkeep(database, "2026-11-23T10:00:00Z").run();
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("3");
    upkeep(database, "2026-11-24T00:00:00Z").run();
    assertThat(Database.value(database, PARTITIONS))
        .isEqualTo("shares_20261123 shares_20261124 shares_20261125 shares_20261126");
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("0");
    assertThat(Database.value(database, "select count(*) from share_slots")).isEqualTo("0");
  }

  @Test
  void sharesThatSomebodyNeedsOutliveTheRetention() throws SQLException {
    DataSource database = Database.migrated();
    Ledgers.store(database).write(Shares.shares(0, 3));
    upkeep(database, "2026-12-24T10:00:00Z", retention -> retention.keepSince(Shares.NOON)).run();
    upkeep(
            database,
            "2026-12-24T10:00:00Z",
            retention -> {
              throw new LedgerException("not known");
            })
        .run();
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("3");
    assertThat(Database.value(database, "select sum(shares) from share_slots")).isEqualTo("3");
    upkeep(database, "2026-12-24T10:00:00Z").run();
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("0");
  }

  @Test
  void upkeepOutlivesADatabaseThatIsAway() {
    upkeep(Database.source(1, "none"), "2026-11-22T10:00:00Z").run();
  }

  @Test
  void partitionBoundsAreMidnightUtc() throws SQLException {
    DataSource database = Database.migrated();
    new SharePartitions(database)
        .ensure(LocalDate.parse("2026-11-22"), LocalDate.parse("2026-11-22"));
    ShareStore store = Ledgers.store(database);
    Instant last = Instant.parse("2026-11-22T23:59:59.999999999Z");
    store.write(List.of(Shares.share(1, last, Shares.ADDRESS, "")));
    assertThat(Database.value(database, "select count(*) from shares_20261122")).isEqualTo("1");
  }

  @Test
  void databaseRefusesWhatNoBlockCanBe() throws SQLException {
    DataSource database = Database.migrated();
    assertThatThrownBy(
            () ->
                Database.update(
                    database, "insert into miners (address, created_at) values ('', now())"))
        .hasMessageContaining("miners_address_length");
  }

  private static PartitionUpkeep upkeep(DataSource database, String now) {
    return upkeep(database, now, retention -> {});
  }

  private static PartitionUpkeep upkeep(
      DataSource database, String now, Consumer<ShareRetention> needs) {
    return new PartitionUpkeep(database, CONFIG, () -> Instant.parse(now), needs);
  }
}
