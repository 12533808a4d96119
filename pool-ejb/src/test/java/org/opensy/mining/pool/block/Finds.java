package org.opensy.mining.pool.block;

import java.math.BigDecimal;
import java.time.Instant;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.Shares;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;

/** Blocks that were found just now, on the block before one of the golden vectors. */
final class Finds {
  private Finds() {}

  /** Each nonce makes another block; those of one vector are siblings. */
  static BlockFind find(int vector, int nonce) {
    AcceptedBlock accepted = ChainVectors.acceptedBlocks().get(vector);
    Job job = VectorJobs.jobOf(accepted);
    Nonce solution = new Nonce(nonce);
    Instant when = Instant.EPOCH.plusSeconds(nonce);
    ShareEntry share =
        ShareEntry.of(
            new ProvenShare(job, solution, accepted.powHash()),
            when,
            new Contributor(Shares.ADDRESS, "rig", RewardScheme.PROP),
            BasisPoints.ZERO);
    return BlockFind.of(
        job.solvedBy(solution, accepted.powHash()),
        job,
        share,
        new RewardTerms(RewardScheme.PROP, BasisPoints.ZERO, BigDecimal.TEN));
  }
}
