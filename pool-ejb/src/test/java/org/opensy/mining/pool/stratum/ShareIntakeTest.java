package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.live.ShareSamples;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareOutcome;

class ShareIntakeTest {
  private final List<String> events = new ArrayList<>();
  private final List<BlockFind> found = new ArrayList<>();
  private final Fakes.Ledger ledger = new Fakes.Ledger(events::add);
  private final MapConfig keys = MapConfig.usable();
  private RuntimeException trouble;

  @Test
  void aBlockAndItsShareAreOneEntryAndTheBlockGoesFirst() {
    assertThat(intake().block(Fakes.miner(RewardScheme.PROP), block(), Runnable::run))
        .isCompletedWithValue(true);
    assertThat(events).containsExactly("accepted", "block", "offered");
    BlockFind find = found.get(0);
    assertThat(find.share()).isSameAs(ledger.offered.get(0));
    assertThat(find.share().key().jobId()).isEqualTo(VectorJobs.jobOf(Fakes.VECTOR).id());
    assertThat(find.terms()).isEqualTo(config().reward().terms(RewardScheme.PROP));
  }

  @Test
  void aBlockGoesOutEvenIfItsShareFindsNoRoom() {
    ledger.room = 0;
    assertThat(intake().block(Fakes.miner(RewardScheme.PPLNS), block(), Runnable::run))
        .isCompletedWithValue(false);
    assertThat(found).hasSize(1);
  }

  @Test
  void aShareIsOfferedEvenIfItsBlockFails() {
    trouble = new IllegalStateException("no way out");
    assertThatThrownBy(
            () -> intake().block(Fakes.miner(RewardScheme.PPLNS), block(), Runnable::run))
        .isSameAs(trouble);
    assertThat(ledger.offered).hasSize(1);
  }

  /** The vector's coinbase pays 10,000 SYL, its network's difficulty is 2, the share's 1. */
  @Test
  void thePriceOfAShareIsFixedUnderPpsAlone() {
    ledger.room = 3;
    intake().share(Fakes.miner(RewardScheme.PPLNS), block().share(), Runnable::run);
    intake().share(Fakes.miner(RewardScheme.PPS), block().share(), Runnable::run);
    keys.with("pool.reward.fee-free", Fakes.ADDRESS);
    intake().share(Fakes.miner(RewardScheme.PPS), block().share(), Runnable::run);
    assertThat(ledger.offered.get(0).price()).isEmpty();
    assertThat(ledger.offered.get(1).price()).contains(ofSyl(4950));
    assertThat(ledger.offered.get(2).price()).contains(ofSyl(5000));
  }

  private static BigInteger ofSyl(long syl) {
    return BigInteger.valueOf(syl).multiply(BigInteger.valueOf(100_000_000)).shiftLeft(32);
  }

  private ShareIntake intake() {
    Consumer<BlockFind> blocks =
        find -> {
          events.add("block");
          found.add(find);
          if (trouble != null) {
            throw trouble;
          }
        };
    return new ShareIntake(
        config(),
        ledger,
        blocks,
        new ShareCounters(new CountedMetrics(), null, new ShareSamples(InstantSource.system())));
  }

  private PoolConfig config() {
    return PoolConfig.read(keys);
  }

  private static ShareOutcome.BlockFound block() {
    Job job = VectorJobs.jobOf(Fakes.VECTOR);
    Nonce nonce = new Nonce(1);
    return new ShareOutcome.BlockFound(
        new ProvenShare(job, nonce, Fakes.VECTOR.powHash()),
        job.solvedBy(nonce, Fakes.VECTOR.powHash()),
        false);
  }
}
