package org.opensy.mining.pool.settlement;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.reward.RewardSplit;

/**
 * A block's reward as it was split and stored; the same split is booked, taken back and booked
 * again as the chain goes back and forth. Thread-safe.
 *
 * @param block whose reward
 * @param split who gets what
 * @param basis what it follows from
 * @param minerIds the miners' ids in table {@code miners}, by address
 * @param feeFree addresses that paid no fee
 */
public record StoredReward(
    Block block, RewardSplit split, Basis basis, Map<String, Long> minerIds, Set<String> feeFree) {

  /**
   * What a split follows from.
   *
   * @param work the shares that it was read from
   * @param root digest of the reward window, hex
   * @param turn how often the block was credited or orphaned
   */
  public record Basis(Work work, String root, int turn) {}

  /**
   * Which shares were looked at.
   *
   * @param effort work of the scheme since its block before, in expected hashes
   * @param begin no share that counts is older; often some minutes earlier than need be
   * @param uptoShareId none has a higher id
   */
  public record Work(BigInteger effort, Instant begin, long uptoShareId) {}

  /** Id of a miner in the split. */
  long minerId(String address) {
    return minerIds.get(address);
  }

  boolean isFeeFree(String address) {
    return feeFree.contains(address);
  }
}
