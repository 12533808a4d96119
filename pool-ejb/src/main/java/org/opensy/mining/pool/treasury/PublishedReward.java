package org.opensy.mining.pool.treasury;

import org.opensy.mining.pool.reward.RewardTree;
import org.opensy.mining.pool.settlement.StoredReward;

/**
 * How a block's reward was split, with the tree that proofs come from. Neither ever changes.
 * Thread-safe.
 *
 * @param reward the split; the state of its block is of the time when it was read
 * @param tree over all parts
 */
public record PublishedReward(StoredReward reward, RewardTree tree) {

  static PublishedReward of(StoredReward reward) {
    return new PublishedReward(
        reward, RewardTree.of(reward.block().hash(), reward.block().pay().terms(), reward.split()));
  }

  /** Miners that have a part, which is what it takes to keep it. */
  int parts() {
    return reward.split().shares().size();
  }
}
