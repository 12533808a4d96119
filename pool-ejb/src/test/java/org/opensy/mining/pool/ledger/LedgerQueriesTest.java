package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/** What the entities answer, on a real database. */
class LedgerQueriesTest {
  private static final Instant FIRST_DAY = Instant.parse("2026-11-20T12:00:00Z");
  private static final String TOUCHED_PARTITIONS =
      "select coalesce(string_agg(relname, ' ' order by relname), '') from pg_locks"
          + " join pg_class c on c.oid = relation"
          + " where pid = pg_backend_pid() and relispartition and relkind = 'r'";

  private LocalTransactions transactions;
  private DataSource database;
  private ShareStore store;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    transactions = new LocalTransactions(database);
    store = new ShareStore(database, transactions);
  }

  @Test
  void sumsTheSharesOfASpan() {
    store.write(Shares.shares(0, 30));
    Instant now = Shares.NOON;
    ShareTotals before = ask(queries -> queries.sharesSince(now.minusSeconds(60)));
    ShareTotals after = ask(queries -> queries.sharesSince(now.plusSeconds(60)));
    MinersAtWork atWork = ask(queries -> queries.atWorkSince(now.minusSeconds(60)));
    MinersAtWork later = ask(queries -> queries.atWorkSince(now.plusSeconds(60)));
    assertThat(before).isEqualTo(new ShareTotals(30, 30_000));
    assertThat(after).isEqualTo(new ShareTotals(0, 0));
    assertThat(atWork).isEqualTo(new MinersAtWork(1, 1));
    assertThat(later).isEqualTo(new MinersAtWork(0, 0));
  }

  @Test
  void thePoolsRateIsRightFromItsFirstShareInAnHour() {
    Instant begin = FIRST_DAY.plus(Duration.ofHours(2));
    List<ShareEntry> shares = new ArrayList<>();
    for (int nonce = 0; nonce <= 8; nonce++) {
      shares.add(Shares.share(nonce, begin.plusSeconds(15L * nonce), "a", "rig"));
    }
    store.write(shares);
    Instant now = begin.plusSeconds(120);
    assertThat(rate(now)).isEqualTo(8000 / 120.0);
    store.write(List.of(Shares.share(9, begin.minusSeconds(4000), "a", "rig")));
    assertThat(rate(begin.plusSeconds(300))).isEqualTo(8000 / 300.0);
    assertThat(rate(now)).as("there was one in the hour before").isEqualTo(9000 / 600.0);
    assertThat(rate(begin.plusSeconds(9000))).isZero();
  }

  private double rate(Instant now) {
    Duration window = Duration.ofMinutes(10);
    AcceptedWork work = ask(queries -> queries.workSince(now.minus(window)));
    return work.hashesPerSecond(now, window);
  }

  @Test
  void readsAShareThroughItsTwoPartKey() throws SQLException {
    store.write(Shares.shares(7, 1));
    String id = Database.value(database, "select id from shares");
    ShareId key = new ShareId(Long.parseLong(id), Shares.share(7).acceptedAt());
    Share share = transactions.run(entities -> entities.find(Share.class, key));
    assertThat(share.difficulty()).isEqualTo(1000);
    assertThat(share.worker().name()).isEqualTo("rig");
    assertThat(share.acceptedAt()).isEqualTo(Shares.share(7).acceptedAt());
  }

  @Test
  void aShareIsFoundByWhatMakesItTheSame() {
    store.write(Shares.shares(0, 3));
    ShareKey key = Shares.share(1).key();
    Share share = ask(queries -> queries.share(key)).orElseThrow();
    assertThat(share.key()).isEqualTo(key);
    assertThat(share.height()).isEqualTo(70);
    assertThat(share.isBlock()).isFalse();
    assertThat(share.worker().miner().address()).isEqualTo(Shares.ADDRESS);
    ShareKey none = Shares.share(4).key();
    Optional<Share> nothing = ask(queries -> queries.share(none));
    assertThat(nothing).isEmpty();
  }

  @Test
  void minersAndTheirWorkersAreFoundByAddress() {
    store.write(
        List.of(
            Shares.share(1, Shares.NOON, "a", "one"),
            Shares.share(2, Shares.NOON, "b", "other"),
            Shares.share(3, Shares.NOON, "a", ""),
            Shares.share(4, Shares.NOON, "a", "two")));
    Miner miner = ask(queries -> queries.miner("a")).orElseThrow();
    assertThat(miner.createdAt()).isEqualTo(Shares.share(1).acceptedAt());
    Optional<Miner> nobody = ask(queries -> queries.miner("c"));
    assertThat(nobody).isEmpty();
    List<Worker> page = ask(queries -> queries.workersOf("a", 0, 2));
    List<Worker> rest = ask(queries -> queries.workersOf("a", page.get(1).id(), 2));
    assertThat(page).extracting(Worker::name).containsExactly("", "one");
    assertThat(rest).extracting(Worker::name).containsExactly("two");
    assertThat(rest.get(0).lastShareAt()).contains(Shares.share(4).acceptedAt());
  }

  @Test
  void aMinersSharesComeNewestFirstAndPageByPage() {
    List<ShareEntry> entries = new ArrayList<>();
    for (int nonce = 0; nonce < 12; nonce++) {
      // Three of each instant, and somebody else's between them.
      Instant when = FIRST_DAY.plus(Duration.ofHours(12L * (nonce / 3)));
      entries.add(Shares.share(nonce, when, "a", "rig" + nonce));
      entries.add(Shares.share(100 + nonce, when, "b", "rig"));
    }
    store.write(entries);
    Miner miner = ask(queries -> queries.miner("a")).orElseThrow();
    List<String> workers = new ArrayList<>();
    List<Share> page = latest(miner, SharePosition.after(Shares.NOON), FIRST_DAY, 5);
    while (!page.isEmpty()) {
      page.forEach(share -> workers.add(share.worker().name()));
      page = latest(miner, page.get(page.size() - 1).position(), FIRST_DAY, 5);
    }
    List<String> newestFirst = new ArrayList<>();
    for (int nonce = 11; nonce >= 0; nonce--) {
      newestFirst.add("rig" + nonce);
    }
    assertThat(workers).isEqualTo(newestFirst);
  }

  @Test
  void noQueryOpensPartitionsThatItDoesNotNeed() {
    for (int day = 0; day < 4; day++) {
      Instant when = FIRST_DAY.plus(Duration.ofDays(day));
      store.write(List.of(Shares.share(day, when, "a", "rig")));
    }
    Instant secondDay = FIRST_DAY.plus(Duration.ofDays(1));
    Miner miner = ask(queries -> queries.miner("a")).orElseThrow();
    SharePosition thirdDay = SharePosition.after(secondDay.plus(Duration.ofDays(1)));
    assertThat(partitionsOf(queries -> queries.latestShares(miner, thirdDay, secondDay, 9)))
        .isEqualTo("shares_20261121 shares_20261122");
    ShareKey key = Shares.share(1, secondDay, "a", "rig").key();
    assertThat(partitionsOf(queries -> queries.share(key).orElseThrow()))
        .isEqualTo("shares_20261121");
    assertThat(partitionsOf(queries -> queries.sharesSince(thirdDay.at())))
        .isEqualTo("shares_20261122 shares_20261123");
  }

  private List<Share> latest(Miner miner, SharePosition before, Instant since, int limit) {
    return ask(queries -> queries.latestShares(miner, before, since, limit));
  }

  private <T> T ask(Function<LedgerQueries, T> question) {
    return transactions.run(entities -> question.apply(new LedgerQueries(entities)));
  }

  /** A query locks each partition that its plan has. */
  private String partitionsOf(Function<LedgerQueries, Object> question) {
    return transactions.run(
        entities -> {
          // From here on the queries are asked within the transaction, which keeps its locks.
          assertThat(entities.unwrap(Connection.class)).isNotNull();
          assertThat(question.apply(new LedgerQueries(entities))).isNotNull();
          return (String) entities.createNativeQuery(TOUCHED_PARTITIONS).getSingleResult();
        });
  }
}
