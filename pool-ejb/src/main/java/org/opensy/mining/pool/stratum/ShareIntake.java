package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.opensy.mining.pool.ledger.ShareEntry;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareOutcome;

/** Where shares that count go: to the ledger, and a block to the nodes before that. Thread-safe. */
@ApplicationScoped
public class ShareIntake {
  @Inject private ShareWriter ledger;
  @Inject private FoundBlocks blocks;
  @Inject private ShareCounters counters;
  @Inject private InstantSource clock;

  /** Takes a share; false if the ledger has no room, and then it must not be acknowledged. */
  boolean share(Miner miner, ProvenShare share) {
    ShareEntry entry =
        ShareEntry.of(
            share, clock.instant(), miner.contributor().address(), miner.contributor().worker());
    boolean kept = ledger.offer(entry);
    if (kept) {
      counters.accepted(share.job().share().difficulty().toLong());
    } else {
      counters.unrecorded();
    }
    return kept;
  }

  /** Takes a share that is a block; the block goes out whatever becomes of the share. */
  boolean block(Miner miner, ShareOutcome.BlockFound found) {
    blocks.take(miner, found);
    return share(miner, found.share());
  }
}
