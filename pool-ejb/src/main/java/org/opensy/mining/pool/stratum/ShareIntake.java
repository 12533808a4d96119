package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.ShareLedger;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareOutcome;

/** Where shares that count go: to the ledger, and a block to the nodes before that. Thread-safe. */
@ApplicationScoped
public class ShareIntake {
  private final PoolConfig config;
  private final ShareLedger ledger;
  private final Consumer<BlockFind> blocks;
  private final ShareCounters counters;

  /** For the container's proxy. */
  protected ShareIntake() {
    this(null, null, (Consumer<BlockFind>) null, null);
  }

  @Inject
  ShareIntake(PoolConfig config, ShareLedger ledger, FoundBlocks blocks, ShareCounters counters) {
    this(config, ledger, blocks::take, counters);
  }

  ShareIntake(
      PoolConfig config, ShareLedger ledger, Consumer<BlockFind> blocks, ShareCounters counters) {
    this.config = config;
    this.ledger = ledger;
    this.blocks = blocks;
    this.counters = counters;
  }

  /**
   * Takes a share.
   *
   * @param answers where the answer is given
   * @return true when the share is safe; false if the ledger does not take it, and then it must not
   *     be acknowledged
   */
  CompletionStage<Boolean> share(ActiveMiner miner, ProvenShare share, Executor answers) {
    return counted(miner, share, ledger.record(now -> entry(miner, share, now), answers));
  }

  /** Takes a share that is a block; the block goes out whatever becomes of the share. */
  CompletionStage<Boolean> block(
      ActiveMiner miner, ShareOutcome.BlockFound found, Executor answers) {
    ProvenShare share = found.share();
    RewardTerms terms = config.reward().terms(miner.contributor().scheme());
    return counted(
        miner,
        share,
        ledger.recordBlock(
            now -> found.stale() ? entry(miner, share, now).unpriced() : entry(miner, share, now),
            entry -> blocks.accept(BlockFind.of(found.block(), share.job(), entry, terms)),
            answers));
  }

  private ShareEntry entry(ActiveMiner miner, ProvenShare share, Instant now) {
    Contributor contributor = miner.contributor();
    return ShareEntry.of(share, now, contributor, config.reward().feeOf(contributor.address()));
  }

  private CompletionStage<Boolean> counted(
      ActiveMiner miner, ProvenShare share, CompletionStage<Boolean> recorded) {
    return recorded.thenApply(
        kept -> {
          if (kept) {
            counters.accepted(miner.contributor(), share.job().share().difficulty().toLong());
          } else {
            counters.unrecorded();
          }
          return kept;
        });
  }
}
