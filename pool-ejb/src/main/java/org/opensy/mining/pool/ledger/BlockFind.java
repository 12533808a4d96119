package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * All that is known of a block at the moment when it is found. Thread-safe.
 *
 * @param block the block
 * @param reward what its coinbase pays
 * @param networkDifficulty expected hashes of the network target
 * @param share its own share
 * @param terms what is agreed at that moment
 */
public record BlockFind(
    FoundBlock block,
    Amount reward,
    BigInteger networkDifficulty,
    ShareEntry share,
    RewardTerms terms) {

  /** That of a job. */
  public static BlockFind of(FoundBlock block, Job job, ShareEntry share, RewardTerms terms) {
    return new BlockFind(
        block,
        job.template().template().coinbase().value(),
        job.template().networkDifficulty(),
        share,
        terms);
  }
}
