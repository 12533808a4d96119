package org.opensy.mining.pool.settlement;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.reward.FeePolicy;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.reward.RewardTree;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.reward.Splitter;
import org.opensy.mining.pool.reward.WindowRule;
import org.opensy.mining.pool.sql.Transaction;

/** Splits the reward of a block by the terms under which it was found. Thread-safe. */
final class RewardSplitter {
  private final DataSource database;
  private final RewardWindows windows;
  private final Set<String> feeFree;

  /**
   * @param feeFree addresses that pay no fee, canonical text
   */
  RewardSplitter(DataSource database, Set<String> feeFree) {
    this.database = database;
    this.windows = new RewardWindows(database);
    this.feeFree = Set.copyOf(feeFree);
  }

  /**
   * The work behind a block, read before anything is locked: what is older than the block does not
   * change any more.
   *
   * @param window what counts
   * @param work all that it was read from
   */
  record Basis(RewardWindow window, StoredReward.Work work) {}

  Basis basis(Block block) {
    Optional<BlockShare> before = previous(block).map(Block::share);
    long uptoShareId = windows.lastShareId();
    RewardWindow window =
        block
            .pay()
            .terms()
            .window(block.pay().difficulty())
            .read(BlockWork.fromSums(windows, block.share(), before));
    Instant begin = before.map(share -> share.key().acceptedAt()).orElse(Instant.EPOCH);
    BigInteger effort = windows.work(block.share().scheme(), begin, block.foundAt());
    return new Basis(window, new StoredReward.Work(effort, begin(block, window), uptoShareId));
  }

  /** The same for a block whose window was not read yet. */
  Instant needsSince(Block block) {
    WindowRule rule = block.pay().terms().window(block.pay().difficulty());
    if (rule instanceof WindowRule.LatestWork latest) {
      return windows
          .beginOfLatest(block.share().scheme(), block.foundAt(), latest.work())
          .orElse(Instant.EPOCH);
    }
    return rule instanceof WindowRule.SinceLastBlock
        ? previous(block).map(Block::foundAt).orElse(Instant.EPOCH)
        : block.foundAt();
  }

  private Optional<Block> previous(Block block) {
    return Transaction.reading(database, transaction -> BlockTable.previous(transaction, block));
  }

  /** An instant before which nothing counts for the block. */
  private Instant begin(Block block, RewardWindow window) {
    return switch (block.pay().terms().scheme()) {
      case PPLNS ->
          windows
              .beginOfLatest(block.share().scheme(), block.foundAt(), window.work())
              .orElse(Instant.EPOCH);
      case PROP -> Instant.EPOCH;
      case SOLO, PPS -> block.foundAt();
    };
  }

  /** Splits and stores, within the caller's transaction. */
  void store(Transaction transaction, Block block, Basis basis, Amount carriedIn, Instant when) {
    FeePolicy fees = new FeePolicy(block.pay().terms().fee(), feeFree);
    RewardSplit split = Splitter.split(block.pay().reward(), carriedIn, basis.window(), fees);
    String root = RewardTree.of(block.hash(), block.pay().terms(), split).root().toString();
    StoredReward reward =
        new StoredReward(
            block, split, new StoredReward.Basis(basis.work(), root, 1), Map.of(), feeFree);
    RewardTable.insert(transaction, reward, when);
  }
}
