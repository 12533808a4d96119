package org.opensy.mining.pool.share;

import java.math.BigInteger;
import java.util.Optional;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.PpsPrice;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What a share is worth, fixed when it is accepted. Thread-safe.
 *
 * @param difficulty expected hashes of the job's share target: the work that it is credited with
 * @param price what PPS pays for it, in 2^-32 base units; empty under any other scheme
 */
public record ShareValue(long difficulty, Optional<BigInteger> price) {

  /** The worth of a share of {@code job}. */
  public static ShareValue of(Job job, RewardScheme scheme, BasisPoints fee) {
    Difficulty difficulty = job.share().difficulty();
    return new ShareValue(
        difficulty.toLong(),
        scheme == RewardScheme.PPS
            ? Optional.of(
                PpsPrice.of(
                    job.template().template().coinbase().value(),
                    fee,
                    BigInteger.valueOf(difficulty.toLong()),
                    job.template().networkDifficulty()))
            : Optional.empty());
  }
}
