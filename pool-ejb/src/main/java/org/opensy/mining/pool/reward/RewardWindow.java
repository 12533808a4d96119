package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/**
 * The work that counts for a block, a line a miner, in the order of the addresses. Empty when
 * nobody's work counts. Thread-safe.
 *
 * @param miners each miner once
 */
public record RewardWindow(List<MinerWork> miners) {
  /** Nobody's work. */
  public static final RewardWindow EMPTY = new RewardWindow(List.of());

  /**
   * Takes a sorted copy.
   *
   * @throws IllegalArgumentException if a miner stands there twice
   */
  public RewardWindow {
    miners = miners.stream().sorted(Comparator.comparing(MinerWork::address)).toList();
    for (int i = 1; i < miners.size(); i++) {
      if (miners.get(i).address().equals(miners.get(i - 1).address())) {
        throw new IllegalArgumentException("a miner stands in the window twice");
      }
    }
  }

  /** All of the work. */
  public BigInteger work() {
    return miners.stream().map(MinerWork::work).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
