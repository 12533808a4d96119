package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.RewardSettings;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.ShareEntry;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareOutcome;

/** Where shares that count go: to the ledger, and a block to the nodes before that. Thread-safe. */
@ApplicationScoped
public class ShareIntake {
  private PoolConfig config;
  private ShareWriter ledger;
  private FoundBlocks blocks;
  private ShareCounters counters;

  @Inject
  void use(
      PoolConfig givenConfig,
      ShareWriter givenLedger,
      FoundBlocks givenBlocks,
      ShareCounters givenCounters) {
    config = givenConfig;
    ledger = givenLedger;
    blocks = givenBlocks;
    counters = givenCounters;
  }

  /**
   * Takes a share. Completed on any thread, when it is safe: false if the ledger does not take it,
   * and then it must not be acknowledged.
   */
  CompletionStage<Boolean> share(Miner miner, ProvenShare share) {
    return keep(entry(miner.contributor(), share));
  }

  /** Takes a share that is a block; the block goes out whatever becomes of the share. */
  CompletionStage<Boolean> block(Miner miner, ShareOutcome.BlockFound found) {
    Contributor finder = miner.contributor();
    ShareEntry entry = entry(finder, found.share());
    CompletionStage<Boolean> kept;
    try {
      blocks.take(
          BlockFind.of(
              found.block(), found.share().job(), entry, config.reward().terms(finder.scheme())));
    } finally {
      kept = keep(entry);
    }
    return kept;
  }

  private ShareEntry entry(Contributor contributor, ProvenShare share) {
    RewardSettings reward = config.reward();
    return ledger.accept(
        now -> ShareEntry.of(share, now, contributor, reward.feeOf(contributor.address())));
  }

  private CompletionStage<Boolean> keep(ShareEntry entry) {
    return ledger.offer(entry).thenApply(kept -> counted(entry, kept));
  }

  private boolean counted(ShareEntry entry, boolean kept) {
    if (kept) {
      counters.accepted(entry.share().difficulty());
    } else {
      counters.unrecorded();
    }
    return kept;
  }
}
