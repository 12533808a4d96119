package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.PpsPrice;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.stratum.protocol.Difficulty;

/** What a share is worth on a network on which a block takes two hashes. */
class ShareValueTest {
  private static final JobTemplate TEMPLATE = VectorJobs.templateOf(ChainVectors.acceptedBlock(16));
  private static final BasisPoints FEE = new BasisPoints(100);
  private static final Instant LAST_NANOSECOND_OF_A_DAY =
      Instant.parse("2026-11-27T23:59:59.999999999Z");

  private static ShareEntry entry(long difficulty, RewardScheme scheme) {
    Job job =
        new IssuedJobs(new Extranonce(1, 1), new Random(1))
            .issue(TEMPLATE, ShareTarget.of(Difficulty.of(difficulty)))
            .orElseThrow();
    return ShareEntry.of(
        new ProvenShare(job, new Nonce(1), ChainVectors.acceptedBlock(16).powHash()),
        LAST_NANOSECOND_OF_A_DAY,
        new Contributor("address", "rig", scheme),
        FEE);
  }

  @ParameterizedTest
  @EnumSource(value = RewardScheme.class, names = "PPS", mode = EnumSource.Mode.EXCLUDE)
  void onlyPpsPutsAPriceOnAShare(RewardScheme scheme) {
    ShareEntry value = entry(1, scheme);

    assertThat(value.difficulty()).isEqualTo(1);
    assertThat(value.price()).isEmpty();
  }

  /** Half of the coinbase less a hundredth of it, in 2^-32 base units. */
  @Test
  void aShareOfHalfABlocksWorkIsPaidHalfTheCoinbaseLessTheFee() {
    Amount coinbase = TEMPLATE.template().coinbase().value();
    ShareEntry value = entry(1, RewardScheme.PPS);

    assertThat(coinbase).isEqualTo(Amount.ofSyl(10_000));
    assertThat(value.price())
        .contains(BigInteger.valueOf(495_000_000_000L).shiftLeft(PpsPrice.FRACTION_BITS));
  }

  /** It is kept, as one that is worth nothing. */
  @Test
  void aShareWithoutItsPriceIsOtherwiseTheSame() {
    ShareEntry value = entry(1, RewardScheme.PPS);

    assertThat(value.unpriced().price()).contains(BigInteger.ZERO);
    assertThat(value.unpriced())
        .usingRecursiveComparison()
        .ignoringFields("price")
        .isEqualTo(value);
    assertThat(entry(1, RewardScheme.PPLNS).unpriced().price()).isEmpty();
  }

  @Test
  void anEntryTellsWhoseShareItIsAndWhenItCameInWholeMicroseconds() {
    ShareEntry value = entry(1, RewardScheme.PPLNS);

    assertThat(value.address()).isEqualTo("address");
    assertThat(value.worker()).isEqualTo("rig");
    assertThat(value.acceptedAt()).isEqualTo(Instant.parse("2026-11-27T23:59:59.999999Z"));
    assertThat(value.day()).isEqualTo(LocalDate.of(2026, 11, 27));
  }

  /** The job's target is never harder than the network's, and so is what it is credited with. */
  @Test
  void aShareIsCreditedWithNoMoreThanABlocksWork() {
    assertThat(entry(1_000_000, RewardScheme.PPLNS).difficulty()).isEqualTo(2);
  }
}
