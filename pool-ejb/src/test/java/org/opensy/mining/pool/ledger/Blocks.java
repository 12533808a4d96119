package org.opensy.mining.pool.ledger;

import java.math.BigDecimal;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareEntry;

/** Blocks for tests. */
final class Blocks {
  private Blocks() {}

  /** A real block, with a share that is taken for its own. */
  static BlockFind find(ShareEntry share) {
    AcceptedBlock vector = ChainVectors.acceptedBlocks().get(0);
    FoundBlock found =
        new FoundBlock(
            vector.height(),
            BlockHash.ofDisplayHex(vector.text("block_hash")),
            vector.powHash(),
            vector.bytes("block"));
    ShareEntry entry =
        LedgerCodec.decode(LedgerCodec.encode(share)) instanceof LedgerCodec.Decoded.OfShare same
            ? same.entry()
            : share;
    return BlockFind.of(
        found,
        VectorJobs.jobOf(vector),
        entry,
        new RewardTerms(RewardScheme.PPLNS, new BasisPoints(100), BigDecimal.TEN));
  }
}
