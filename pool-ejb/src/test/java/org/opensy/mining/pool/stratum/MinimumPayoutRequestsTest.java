package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.Difficulty;

/** {@link MinimumPayoutRequests} on a real database. A share here is worth 5,000 SYL or less. */
class MinimumPayoutRequestsTest {
  private static final PayoutSettings.Terms TERMS =
      PoolConfig.read(MapConfig.usable().with("pool.payout.minimum", "10000")).payout().terms();
  private static final Address MINER = Address.parse(Fakes.ADDRESS, Network.REGTEST);
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private DataSource database;
  private MinimumPayoutRequests minimums;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    minimums = new MinimumPayoutRequests(Network.REGTEST, database, InstantSource.fixed(NOW));
  }

  private void mine() throws SQLException {
    Database.update(
        database,
        "insert into miners (address, created_at) values ('" + Fakes.ADDRESS + "', now())");
  }

  private static ActiveMiner asking(String syl) {
    return new ActiveMiner(
        new ActiveMiner.Terms(
            new Contributor(Fakes.ADDRESS, "rig", RewardScheme.PPLNS),
            "rx/0",
            false,
            MinimumWish.of(Amount.parse(syl), TERMS)),
        SessionDifficulty.following(Fakes.anyDifficulty()),
        new IssuedJobs(new Extranonce(1, 2), new Random(1)),
        3);
  }

  /** Two of them are a block's work, 10,000 SYL. */
  private static Job share() {
    return new IssuedJobs(new Extranonce(1, 2), new Random(1))
        .issue(Fakes.template(), ShareTarget.of(Difficulty.of(1)))
        .orElseThrow();
  }

  private void work(ActiveMiner miner, int shares) {
    for (int i = 0; i < shares; i++) {
      minimums.worked(miner, Fakes.session(1), share());
    }
    minimums.store();
  }

  @Test
  void aWishCountsWhenTheSessionHasWorkedForAHundredthOfIt() throws Exception {
    mine();
    ActiveMiner miner = asking("1000000");
    work(miner, 1);
    assertThat(stored()).as("5,000 SYL of work").isEmpty();
    work(miner, 1);
    assertThat(stored())
        .contains(new MinimumPayout(Amount.ofSyl(1_000_000), MinimumPayout.Source.PASSWORD, NOW));
    Database.update(
        database,
        "update miners set minimum_payout = null, minimum_payout_source = null,"
            + " minimum_payout_at = null");
    work(miner, 9);
    assertThat(stored()).as("a session says it once").isEmpty();
  }

  @Test
  void aStrangerWithOneShareFreezesNobody() throws Exception {
    mine();
    work(asking("21000000000"), 1);
    assertThat(stored()).isEmpty();
  }

  @Test
  void aWishBeyondTheBoundCountsAsTheBound() throws Exception {
    mine();
    work(asking("21000000000"), 2);
    assertThat(stored().orElseThrow().amount()).isEqualTo(Amount.ofSyl(1_000_000));
  }

  @Test
  void whoAsksForThePoolsMinimumUndoesWhatAPasswordSaid() throws Exception {
    mine();
    for (String pools : List.of("0", "10000", "9999")) {
      work(asking("20000"), 1);
      assertThat(stored()).isPresent();
      work(asking(pools), 1);
      assertThat(stored()).isEmpty();
    }
    assertThat(changes()).hasSize(6);
    assertThat(changes().get(1).wish())
        .isEqualTo(
            new MinimumPayout.Wish(
                Optional.of(Amount.ofSyl(20_000)),
                MinimumPayout.Source.PASSWORD,
                "worker rig from 127.0.0.1"));
  }

  @Test
  void aPasswordChangesNothingThatTheOwnerSignedOrAnOperatorSet() throws Exception {
    mine();
    for (MinimumPayout.Source source :
        List.of(MinimumPayout.Source.SIGNATURE, MinimumPayout.Source.OPERATOR)) {
      Optional<Amount> own = Optional.of(Amount.ofSyl(30_000));
      MinimumPayout.set(database, MINER, new MinimumPayout.Wish(own, source, "it"), NOW);
      work(asking("20000"), 9);
      work(asking("0"), 9);
      assertThat(stored()).contains(new MinimumPayout(own.get(), source, NOW));
    }
    assertThat(changes()).hasSize(2);
    MinimumPayout.Wish none =
        new MinimumPayout.Wish(Optional.empty(), MinimumPayout.Source.SIGNATURE, "it");
    assertThat(MinimumPayout.set(database, MINER, none, NOW))
        .isEqualTo(MinimumPayout.Outcome.CHANGED);
    work(asking("20000"), 9);
    assertThat(stored().orElseThrow().source()).isEqualTo(MinimumPayout.Source.PASSWORD);
  }

  @Test
  void whatChangedCannotBeTakenBackFromTheRecord() throws Exception {
    mine();
    work(asking("20000"), 1);
    work(asking("20000"), 1);
    assertThat(changes()).as("said twice, changed once").hasSize(1);
    assertThat(
            catchThrowable(() -> Database.update(database, "delete from minimum_payout_changes")))
        .hasMessageContaining("append-only");
  }

  @Test
  void aWishWaitsForTheMinersFirstShareToBeStored() throws Exception {
    work(asking("20000"), 1);
    assertThat(stored()).isEmpty();
    mine();
    minimums.store();
    assertThat(stored()).isPresent();
  }

  @Test
  void aDatabaseThatIsAwayLosesNoWish() throws Exception {
    mine();
    Database.update(database, "alter table miners rename to away");
    work(asking("20000"), 1);
    Database.update(database, "alter table away rename to miners");
    minimums.store();
    assertThat(stored()).isPresent();
  }

  private Optional<MinimumPayout> stored() {
    return Transaction.reading(
        database, transaction -> MinimumPayout.of(transaction, Fakes.ADDRESS));
  }

  private List<MinimumPayout.Change> changes() {
    return Transaction.reading(
        database, transaction -> MinimumPayout.changes(transaction, Fakes.ADDRESS, 10));
  }
}
