package org.opensy.mining.pool.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.reward.RewardScheme;

/** A block that was never credited ends when another one is deep in the chain at its height. */
class LostRaceTest {
  private MoneyWorld world;

  @BeforeEach
  void open() throws SQLException {
    world = new MoneyWorld(new Random(20_261_127), FeePayer.POOL);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void ofTwoBlocksOfOneHeightOneMaturesAndTheOtherIsOrphanedForGood() throws SQLException {
    BlockHash first = world.block(RewardScheme.PPLNS, false);
    BlockHash second = world.block(RewardScheme.PPLNS, true);
    settle();
    assertThat(status(first)).isEqualTo("INCONCLUSIVE");
    assertThat(status(second)).isEqualTo("IMMATURE");
    world.chain.extend(MoneyWorld.MATURITY - 1);
    settle();
    assertThat(status(first)).isEqualTo("INCONCLUSIVE");
    assertThat(world.lostRaces()).isZero();
    world.chain.extend(1);
    settle();
    settle();
    assertThat(status(first)).isEqualTo("ORPHANED");
    assertThat(status(second)).isEqualTo("MATURED");
    assertThat(world.lostRaces()).isEqualTo(1);
    assertThat(credits(first)).isEqualTo("0");
    assertThat(blockFindings()).isEmpty();
  }

  @Test
  void aLostBlockIsAskedForWhileTheChainMayGoBackAndNeverAfterThat() throws SQLException {
    BlockHash lost = lost(RewardScheme.PPLNS);
    int asked = world.chain.asked(lost);
    settle();
    assertThat(world.chain.asked(lost)).isEqualTo(asked + 1);
    assertThat(world.settlement.oldestShareNeeded()).isPresent();
    world.chain.extend(BlockTable.FINAL_DEPTH);
    settle();
    settle();
    assertThat(world.chain.asked(lost)).isEqualTo(asked + 1);
    BlockHash later = world.block(RewardScheme.SOLO, false);
    settle();
    assertThat(status(later)).isEqualTo("IMMATURE");
    assertThat(world.settlement.oldestShareNeeded()).isEmpty();
  }

  @Test
  void aLostBlockThatComesBackIsCreditedLikeAnyOtherAndOnce() throws SQLException {
    BlockHash lost = lost(RewardScheme.PROP);
    world.chain.reorganiseBack(10 * MoneyWorld.MATURITY);
    settle();
    assertThat(status(lost)).isEqualTo("ACCEPTED");
    settle();
    assertThat(status(lost)).isEqualTo("IMMATURE");
    settle();
    settle();
    assertThat(status(lost)).isEqualTo("MATURED");
    assertThat(credits(lost)).isEqualTo("1");
    assertThat(blockFindings()).isEmpty();
  }

  @Test
  void aBlockThatWasCreditedOnceIsCreditedAgainWithTheSameSplit() throws SQLException {
    BlockHash block = world.block(RewardScheme.PPLNS, false);
    settle();
    world.chain.reorganise(1);
    settle();
    world.chain.extend(2 * MoneyWorld.MATURITY);
    settle();
    assertThat(status(block)).isEqualTo("ORPHANED");
    assertThat(world.lostRaces()).isZero();
    world.chain.reorganiseBack(10 * MoneyWorld.MATURITY);
    settle();
    assertThat(status(block)).isEqualTo("IMMATURE");
    assertThat(credits(block)).isEqualTo("2");
  }

  @Test
  void aBlockThatTheNodeNoLongerKnowsHasLostItsRaceAsWell() throws SQLException {
    BlockHash block = world.block(RewardScheme.PPLNS, false);
    world.chain.reorganise(1);
    settle();
    world.chain.forget(block);
    settle();
    assertThat(status(block)).isEqualTo("INCONCLUSIVE");
    world.chain.extend(2 * BlockTable.FINAL_DEPTH);
    settle();
    assertThat(status(block)).isEqualTo("ORPHANED");
    assertThat(blockFindings()).isEmpty();
    assertThat(world.lostRaces()).isEqualTo(1);
  }

  @Test
  void aLostBlockStillEndedItsRound() throws SQLException {
    BlockHash lost = lost(RewardScheme.PROP);
    BlockHash next = world.block(RewardScheme.PROP, false);
    settle();
    assertThat(status(next)).isEqualTo("IMMATURE");
    assertThat(
            Database.value(
                world.database,
                "select r.work < sum(s.difficulty) from block_rewards r, shares s group by r.work"))
        .isEqualTo("t");
    assertThat(credits(lost)).isEqualTo("0");
    assertThat(blockFindings()).isEmpty();
  }

  private BlockHash lost(RewardScheme scheme) throws SQLException {
    BlockHash block = world.block(scheme, false);
    world.chain.reorganise(1);
    settle();
    assertThat(status(block)).isEqualTo("INCONCLUSIVE");
    world.chain.extend(MoneyWorld.MATURITY);
    settle();
    assertThat(status(block)).isEqualTo("ORPHANED");
    return block;
  }

  private void settle() {
    world.settlement.run(world.fence);
  }

  private String status(BlockHash block) throws SQLException {
    return Database.value(world.database, "select status from blocks where hash = '" + block + "'");
  }

  private String credits(BlockHash block) throws SQLException {
    return Database.value(
        world.database,
        "select count(*) from money_events where key like 'block-credited:" + block + ":%'");
  }

  /** The wallet was never filled here. */
  private List<String> blockFindings() throws SQLException {
    return world.audit().findings().stream()
        .filter(finding -> !finding.check().contains("wallet"))
        .map(Object::toString)
        .toList();
  }
}
