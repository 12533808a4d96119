package org.opensy.mining.pool.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;

/**
 * A merkle sum tree over the miners of a split, in the order of their addresses. Its root says
 * everything about the split in 32 bytes; a proof shows a miner its part with a few dozen numbers.
 * Thread-safe.
 */
public final class RewardTree {
  private final List<RewardShare> shares;
  private final List<List<SumNode>> levels;
  private final RewardContext context;

  private RewardTree(List<RewardShare> shares, List<List<SumNode>> levels, RewardContext context) {
    this.shares = shares;
    this.levels = levels;
    this.context = context;
  }

  /**
   * The tree of a split. Whether the split is a just one is not asked.
   *
   * @param terms by which the block was split
   * @throws IllegalArgumentException if the work adds up to 2^256 or more
   * @throws ArithmeticException if the amounts add up to more than an amount can hold
   */
  public static RewardTree of(BlockHash block, RewardTerms terms, RewardSplit split) {
    List<List<SumNode>> levels = new ArrayList<>();
    List<SumNode> level = split.shares().stream().map(SumNode::leaf).toList();
    levels.add(level);
    while (level.size() > 1) {
      level = parents(level);
      levels.add(level);
    }
    RewardContext context =
        new RewardContext(block, terms, split.totals(), split.shares().size(), split.work());
    return new RewardTree(split.shares(), levels, context);
  }

  /** What is published. */
  public RewardRoot root() {
    return context.root(top());
  }

  /** What the root binds besides the tree. */
  public RewardContext context() {
    return context;
  }

  /** The uppermost node; {@link SumNode#NONE} without miners. */
  public SumNode top() {
    List<SumNode> highest = levels.get(levels.size() - 1);
    return highest.isEmpty() ? SumNode.NONE : highest.get(0);
  }

  /** The proof of a miner's part; nothing if it has none. */
  public Optional<RewardProof> proof(String address) {
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i).address().equals(address)) {
        return Optional.of(new RewardProof(shares.get(i), i, siblings(i), context));
      }
    }
    return Optional.empty();
  }

  private List<SumNode> siblings(int index) {
    List<SumNode> siblings = new ArrayList<>();
    int at = index;
    for (List<SumNode> level : levels) {
      int beside = at ^ 1;
      if (beside < level.size()) {
        siblings.add(level.get(beside));
      }
      at >>= 1;
    }
    return siblings;
  }

  private static List<SumNode> parents(List<SumNode> level) {
    List<SumNode> parents = new ArrayList<>();
    for (int i = 0; i + 1 < level.size(); i += 2) {
      parents.add(SumNode.inner(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.get(level.size() - 1));
    }
    return parents;
  }
}
