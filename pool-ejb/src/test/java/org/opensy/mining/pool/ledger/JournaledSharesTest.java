package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;
import org.postgresql.ds.PGSimpleDataSource;

/** Shares on their way through a real journal into a real database, and what stops them. */
class JournaledSharesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final JournalSize SMALL = new JournalSize(256 * 1024, 16);

  @TempDir private Path folder;
  private final DataSource flaky = flaky();
  private DataSource database;
  private boolean databaseAway;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 5000})
  void everyShareThatWasAcknowledgedIsStoredOnceAfterAKill(int acknowledgedBefore)
      throws Exception {
    Process victim = victim();
    Set<Integer> acknowledged = new HashSet<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null) {
        acknowledged.add(Integer.valueOf(line));
        if (acknowledged.size() == acknowledgedBefore) {
          // Not Process.destroyForcibly, which also drops what was said before.
          victim.toHandle().destroyForcibly();
        }
        line = said.readLine();
      }
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(victim.exitValue()).isEqualTo(137);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(acknowledgedBefore);

    ShareWriter shares = start(folder);
    shares.announce();
    assertThat(shares.flush(PATIENCE)).isTrue();
    shares.close();
    assertThat(stored()).containsAll(acknowledged);
    assertStoredOnceWithTheirSums();
    ShareWriter again = start(folder);
    assertThat(again.journal().replayed()).isZero();
    again.close();
  }

  private Process victim() throws IOException {
    PGSimpleDataSource server = (PGSimpleDataSource) database;
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ShareVictim.class.getName(),
            Integer.toString(server.getPortNumbers()[0]),
            server.getDatabaseName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void whatAFormerRunLeftHoldsThePromiseUpUntilItIsStored() throws Exception {
    databaseAway = true;
    ShareWriter shares = start(folder);
    ShareEntry share = acceptAndOffer(shares, 1);
    assertThat(shares.flush(Duration.ZERO)).isFalse();
    assertThat(stored()).isEmpty();
    shares.close();

    databaseAway = false;
    ShareWriters writers = new ShareWriters(database);
    ShareWriter again = start(folder);
    again.announce();
    assertThat(writers.allStoredBefore(share.acceptedAt())).isFalse();
    assertThat(again.flush(PATIENCE)).isTrue();
    again.drain(InstantSource.system().instant());
    assertThat(writers.allStoredBefore(share.acceptedAt())).isTrue();
    assertThat(stored()).containsExactly(1);
    again.close();
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("0");
  }

  @Test
  void aStopWithoutTheDatabaseDoesNotTakeThePromiseBack() throws Exception {
    ShareWriter shares = start(folder);
    shares.announce();
    databaseAway = true;
    acceptAndOffer(shares, 1);
    assertThat(shares.flush(Duration.ZERO)).isFalse();
    shares.close();
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("1");
  }

  @Test
  void aBlockIsThereAfterACrashAndHoldsThePromiseUpUntilItIsReleased() throws Exception {
    BlockFind find = Blocks.find(Shares.share(7));
    ShareWriter shares = start(folder);
    assertThat(join(shares.record(find))).isPresent();
    ShareWriter again = start(copyOf(folder));
    assertThat(again.blocks()).extracting(JournaledBlock::find).containsExactly(find);
    again.announce();
    ShareWriters writers = new ShareWriters(database);
    assertThat(writers.allStoredBefore(find.share().acceptedAt())).isFalse();
    again.settle(again.blocks().get(0).ticket());
    again.release(find.share());
    again.close();
    shares.close();
    assertThat(Database.value(database, "select count(*) from share_writers")).isEqualTo("0");
  }

  @Test
  void aShareIsKeptEvenIfTheBlockThatItIsFailsOnItsWay() throws Exception {
    ShareWriter shares = start(folder);
    IllegalStateException trouble = new IllegalStateException("no way out");
    List<ShareEntry> blocks = new ArrayList<>();
    assertThatThrownBy(
            () ->
                shares.recordBlock(
                    now -> Shares.share(7, now, Shares.ADDRESS, "rig"),
                    entry -> {
                      blocks.add(entry);
                      assertThat(shares.status().waiting()).isZero();
                      throw trouble;
                    },
                    Runnable::run))
        .isSameAs(trouble);
    assertThat(blocks).hasSize(1);
    assertThat(shares.flush(PATIENCE)).isTrue();
    assertThat(stored()).containsExactly(7);
    shares.close();
  }

  @Test
  void sharesAreRefusedWhileTheJournalIsFullAndTakenWhenTheDatabaseIsBack() throws Exception {
    databaseAway = true;
    ShareWriter shares =
        new ShareWriter(
            flaky,
            Ledgers.store(flaky),
            InstantSource.system(),
            new StorageSettings.Shares(30, 7, 1_000_000, "test"),
            Journal.open(folder, new JournalSize(64 * 1024, 6), Duration.ZERO, Thread::new),
            batch -> {});
    Set<Integer> acknowledged = new HashSet<>();
    int nonce = 0;
    while (!shares.journal().full()) {
      for (ShareEntry share : offerTogether(shares, nonce, 100)) {
        acknowledged.add(share.key().nonce());
      }
      nonce += 100;
    }
    assertThat(offerTogether(shares, nonce, 100)).isEmpty();
    long refused = shares.status().dropped();
    assertThat(refused).isGreaterThanOrEqualTo(100);
    databaseAway = false;
    assertThat(shares.flush(PATIENCE)).isTrue();
    List<ShareEntry> after = offerTogether(shares, nonce + 100, 100);
    assertThat(after).hasSize(100);
    after.forEach(share -> acknowledged.add(share.key().nonce()));
    assertThat(shares.flush(PATIENCE)).isTrue();
    shares.close();
    assertThat(stored()).isEqualTo(acknowledged);
    assertStoredOnceWithTheirSums();
  }

  @Test
  void theDatabaseIsAwayFromTenSecondsAfterItTookAllTheLastTime() {
    Instant[] now = {Shares.NOON};
    ShareWriter shares = over(start("away"), () -> now[0]);
    assertThat(shares.isDatabaseAway()).isTrue();
    shares.announce();
    shares.drain(now[0]);
    assertThat(shares.isDatabaseAway()).isFalse();
    databaseAway = true;
    now[0] = now[0].plusSeconds(10);
    assertThatThrownBy(() -> shares.drain(now[0])).isInstanceOf(LedgerException.class);
    assertThat(shares.isDatabaseAway()).isFalse();
    now[0] = now[0].plusMillis(1);
    assertThat(shares.isDatabaseAway()).isTrue();
    databaseAway = false;
    shares.drain(now[0]);
    assertThat(shares.isDatabaseAway()).isFalse();
    shares.close();
  }

  @Test
  void aRecordOfALaterReleaseStopsTheStart() {
    try (Journal journal = Journal.open(folder, SMALL, Duration.ZERO, Thread::new)) {
      assertThat(join(journal.append(new byte[] {99}))).isPresent();
    }
    try (Journal journal = Journal.open(folder, SMALL, Duration.ZERO, Thread::new)) {
      assertThatThrownBy(() -> over(journal))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("kind 99");
    }
  }

  /** A crash is the directory as it is at that moment, opened as another one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverHappensWhatWasAcknowledgedIsStoredOnce(long seed) throws Exception {
    Random random = new Random(seed);
    Set<Integer> acknowledged = new HashSet<>();
    Path directory = folder.resolve("0");
    ShareWriter shares = start(directory);
    int nonce = 0;
    for (int step = 1; step <= 60; step++) {
      switch (random.nextInt(6)) {
        case 0 -> databaseAway = random.nextBoolean();
        case 1 -> shares.drain(InstantSource.system().instant());
        case 2 -> {
          directory = copyOf(directory);
          ShareWriter crashed = shares;
          shares = start(directory);
          crashed.close();
        }
        case 3 -> {
          shares.close();
          shares = start(directory);
        }
        default -> {
          int count = random.nextInt(1, 300);
          for (ShareEntry share : offerTogether(shares, nonce, count)) {
            acknowledged.add(share.key().nonce());
          }
          nonce += count;
        }
      }
    }
    databaseAway = false;
    assertThat(shares.flush(PATIENCE)).isTrue();
    shares.close();
    assertThat(acknowledged).hasSize(nonce);
    assertThat(stored()).as("seed %d", seed).isEqualTo(acknowledged);
    assertStoredOnceWithTheirSums();
  }

  private Path copyOf(Path directory) throws IOException {
    Path copy = Files.createTempDirectory(folder, "crash");
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private ShareWriter start(Path directory) {
    return over(Journal.open(directory, SMALL, Duration.ZERO, Thread::new));
  }

  private Journal start(String name) {
    return Journal.open(folder.resolve(name), SMALL, Duration.ZERO, Thread::new);
  }

  private ShareWriter over(Journal journal) {
    return over(journal, InstantSource.system());
  }

  private ShareWriter over(Journal journal, InstantSource clock) {
    return new ShareWriter(
        flaky,
        Ledgers.store(flaky),
        clock,
        new StorageSettings.Shares(30, 7, 1_000_000, "test"),
        journal,
        batch -> {});
  }

  private static ShareEntry acceptAndOffer(ShareWriter shares, int nonce) {
    List<ShareEntry> entries = new ArrayList<>();
    assertThat(join(record(shares, nonce, entries))).isTrue();
    return entries.get(0);
  }

  private static CompletionStage<Boolean> record(
      ShareWriter shares, int nonce, List<ShareEntry> entries) {
    return shares.record(
        now -> {
          entries.add(Shares.share(nonce, now, Shares.ADDRESS, "rig" + nonce % 7));
          return entries.get(entries.size() - 1);
        },
        Runnable::run);
  }

  /** Those that were acknowledged. */
  private static List<ShareEntry> offerTogether(ShareWriter shares, int first, int count) {
    List<ShareEntry> entries = new ArrayList<>();
    List<CompletionStage<Boolean>> answers = new ArrayList<>();
    for (int nonce = first; nonce < first + count; nonce++) {
      answers.add(record(shares, nonce, entries));
    }
    List<ShareEntry> acknowledged = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (join(answers.get(i))) {
        acknowledged.add(entries.get(i));
      }
    }
    return acknowledged;
  }

  /** The database, which gives no connection while it is away. */
  private DataSource flaky() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (databaseAway) {
                throw new SQLException("away", "08006");
              }
              return method.invoke(database, arguments);
            });
  }

  private Set<Integer> stored() throws SQLException {
    return new HashSet<>(
        Transaction.in(
            database,
            transaction ->
                SqlQuery.of("select nonce from shares").list(transaction, row -> row.integer(1))));
  }

  private void assertStoredOnceWithTheirSums() throws SQLException {
    assertThat(Database.value(database, "select count(*) from shares"))
        .isEqualTo(Database.value(database, "select count(distinct nonce) from shares"))
        .isEqualTo(Database.value(database, "select coalesce(sum(shares), 0) from share_slots"));
    assertThat(Database.value(database, "select coalesce(sum(difficulty), 0) from shares"))
        .isEqualTo(Database.value(database, "select coalesce(sum(work), 0) from share_slots"));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
