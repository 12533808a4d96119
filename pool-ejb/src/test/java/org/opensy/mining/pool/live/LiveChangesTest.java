package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.report.PoolReports;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.sql.DatabaseException;

/** What is found in a real database. */
class LiveChangesTest {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00.123456Z");

  private HikariDataSource database;
  private LiveChanges changes;
  private int blocks;

  @BeforeEach
  void start() throws SQLException {
    database = Database.pooled(Database.migrated());
    Ledgers.partitions(database, START, 3);
    changes = new LiveChanges(new PoolReports(database));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private BlockHash block(Instant at) throws SQLException {
    blocks++;
    BlockHash hash = BlockHash.ofDisplayHex("%064x".formatted(blocks));
    Ledgers.block(
        database,
        hash,
        Ledgers.share(database, at, Listening.miner(1).toString(), RewardScheme.PPLNS, 100),
        Amount.ofBaseUnits(5),
        new Ledgers.Found(
            blocks,
            1000,
            new RewardTerms(RewardScheme.PPLNS, new BasisPoints(100), BigDecimal.TEN)));
    return hash;
  }

  private void move(BlockHash block, String status, Instant at) throws SQLException {
    Database.update(
        database,
        "update blocks set status = '%s', status_at = '%s' where hash = '%s'"
            .formatted(status, at, block));
  }

  private void payout(String reference, String status, Instant at) throws SQLException {
    Database.update(
        database,
        "insert into payouts (reference, status, wallet, fee_from, total, created_at, status_at)"
            + " values ('%s', '%s', '', 'POOL', 7, '%s', '%s')"
                .formatted(reference, status, at, at));
  }

  private static Stream<String> told(List<LiveEvent> events) {
    return events.stream().map(LiveChangesTest::told);
  }

  private static String told(LiveEvent event) {
    if (event.data() instanceof LiveData.Block block) {
      return block.listed().block().place().height()
          + " "
          + block.listed().block().status()
          + (block.isNew() ? " new" : "");
    }
    LiveData.Payment payment = (LiveData.Payment) event.data();
    return payment.listed().amount().baseUnits() + " " + payment.listed().status();
  }

  @Test
  void aBlockIsToldWhenItIsNewAndAtEachChange() throws SQLException {
    assertThat(changes.begin(10).events()).isEmpty();
    BlockHash block = block(START);
    assertThat(told(changes.look())).containsExactly("1 ACCEPTED new");
    assertThat(changes.look()).isEmpty();
    move(block, "IMMATURE", START.plusSeconds(1));
    assertThat(told(changes.look())).containsExactly("1 IMMATURE");
    move(block, "ORPHANED", START.plusSeconds(2));
    assertThat(told(changes.look())).containsExactly("1 ORPHANED");
    move(block, "IMMATURE", START.plusSeconds(3));
    assertThat(told(changes.look())).containsExactly("1 IMMATURE");
  }

  @Test
  void aBlockThatIsNotOnTheChainIsNoNewOneUntilItIs() throws SQLException {
    BlockHash block = block(START);
    move(block, "FOUND", START);
    assertThat(told(changes.look())).containsExactly("1 FOUND");
    move(block, "ACCEPTED", START.plusMillis(1));
    assertThat(told(changes.look())).containsExactly("1 ACCEPTED new");
  }

  @Test
  void anOldBlockOfWhichThisInstanceKnowsNothingIsNoNewOne() throws SQLException {
    BlockHash block = block(START);
    move(block, "IMMATURE", START.plus(LiveChanges.OVERLAP));
    assertThat(told(changes.look())).containsExactly("1 IMMATURE");
    BlockHash other = block(START.plus(Duration.ofHours(1)));
    move(other, "MATURED", START.plus(Duration.ofHours(1)));
    assertThat(told(changes.look())).containsExactly("2 MATURED");
  }

  @Test
  void paymentsAreToldWithBlocksInTheOrderOfTime() throws SQLException {
    payout("b", "RESERVED", START.plusSeconds(2));
    block(START.plusSeconds(1));
    payout("a", "FAILED", START);

    List<LiveEvent> events = changes.look();
    assertThat(told(events)).containsExactly("7 FAILED", "1 ACCEPTED new", "7 RESERVED");
    assertThat(events.get(2).id()).contains("1795867202123456.p1");
    assertThat(events.get(1).id()).contains("1795867201123456.b1");
  }

  @Test
  void aChangeThatIsCommittedAfterLaterOnesIsNotMissed() throws SQLException {
    block(START.plus(LiveChanges.OVERLAP));
    assertThat(changes.look()).hasSize(1);
    block(START);
    assertThat(told(changes.look())).containsExactly("2 ACCEPTED new");
    assertThat(changes.look()).isEmpty();
  }

  @Test
  void moreThanAPageAtOnceIsToldInFull() throws SQLException {
    Database.update(
        database,
        "insert into payouts (reference, status, wallet, fee_from, total, created_at, status_at)"
            + " select i, 'RESERVED', '', 'POOL', 7, '%s', '%s' from generate_series(1, 1001) i"
                .formatted(START, START));

    assertThat(changes.look()).hasSize(1001);
    assertThat(changes.look()).isEmpty();
  }

  @Test
  void theBeginningKnowsSinceWhenItIsComplete() throws SQLException {
    for (int i = 0; i < 5; i++) {
      block(START.plusSeconds(i));
    }
    LiveChanges.Past all = changes.begin(5);
    assertThat(all.completeSince()).hasToString("0");
    assertThat(all.events()).hasSize(5);

    LiveChanges.Past part = new LiveChanges(new PoolReports(database)).begin(2);
    assertThat(part.completeSince()).hasToString("1795867202123456");
    assertThat(told(part.events()).map(text -> text.substring(0, 1)))
        .containsExactly("3", "4", "5");
  }

  @Test
  void whatCouldNotBeReadIsToldTheNextTime() throws SQLException {
    block(START);
    Database.update(database, "alter table payouts rename to hidden");
    assertThatThrownBy(() -> changes.look()).isInstanceOf(DatabaseException.class);
    Database.update(database, "alter table hidden rename to payouts");

    assertThat(changes.look()).hasSize(1);
  }
}
