package org.opensy.mining.pool.treasury;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.node.ChainInfo;
import org.opensy.mining.pool.node.ChainView;

/** A node of which only the fate of our blocks is known. Not thread-safe. */
final class FakeChain implements ChainView {
  private final Map<BlockHash, Found> blocks = new LinkedHashMap<>();
  private final Map<BlockHash, Integer> asked = new HashMap<>();
  private final RandomGenerator random;
  private long height = 100;

  FakeChain(RandomGenerator random) {
    this.random = random;
  }

  private static final class Found {
    private final long height;
    private final Amount reward;
    private boolean onChain = true;

    Found(long height, Amount reward) {
      this.height = height;
      this.reward = reward;
    }
  }

  long height() {
    return height;
  }

  /** A new block of ours becomes the best one. */
  BlockHash found(Amount reward) {
    height++;
    return add(reward);
  }

  /** A second block of ours at the height of the best one replaces what was there. */
  BlockHash sibling(Amount reward) {
    blocks.values().stream()
        .filter(found -> found.height == height)
        .forEach(found -> found.onChain = false);
    return add(reward);
  }

  private BlockHash add(Amount reward) {
    byte[] hash = new byte[32];
    random.nextBytes(hash);
    BlockHash block = BlockHash.ofInternal(hash);
    blocks.put(block, new Found(height, reward));
    return block;
  }

  /** Blocks of others. */
  void extend(int count) {
    height += count;
  }

  /** The last blocks are replaced by others', and one more. */
  void reorganise(int depth) {
    blocks.values().stream()
        .filter(found -> found.height > height - depth)
        .forEach(found -> found.onChain = false);
    height++;
  }

  /** Whatever of ours stood alone at its height in the last blocks is back. */
  void reorganiseBack(int depth) {
    blocks.values().stream()
        .filter(found -> found.height > height - depth)
        .filter(
            found ->
                blocks.values().stream()
                    .noneMatch(other -> other.height == found.height && other.onChain))
        .forEach(found -> found.onChain = true);
    height++;
  }

  /** As a node that has read the chain anew, which never saw what lost its race. */
  void forget(BlockHash block) {
    blocks.remove(block);
  }

  /** How often a block was asked for. */
  int asked(BlockHash block) {
    return asked.getOrDefault(block, 0);
  }

  /** What coinbases a wallet may spend. */
  Amount spendable() {
    return sum(found -> found.onChain && height - found.height + 1 > MoneyWorld.MATURITY);
  }

  /** What coinbases a wallet has but may not spend yet. */
  Amount immature() {
    return sum(found -> found.onChain && height - found.height + 1 <= MoneyWorld.MATURITY);
  }

  private Amount sum(Predicate<Found> which) {
    return blocks.values().stream()
        .filter(which)
        .map(found -> found.reward)
        .reduce(Amount.ZERO, Amount::plus);
  }

  @Override
  public Optional<BlockHeaderInfo> blockHeader(BlockHash hash) {
    asked.merge(hash, 1, Integer::sum);
    return Optional.ofNullable(blocks.get(hash))
        .map(
            found ->
                new BlockHeaderInfo(
                    hash, found.height, found.onChain ? (int) (height - found.height + 1) : -1));
  }

  @Override
  public ChainInfo chainInfo() {
    return new ChainInfo("regtest", height, height, BlockHash.ofInternal(new byte[32]), false);
  }
}
