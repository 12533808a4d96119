package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;

/**
 * A miner's part of a block. Thread-safe.
 *
 * @param address the miner's address, canonical text: 1 to 255 printable ASCII characters
 * @param work what it did in the window, in expected hashes, positive
 * @param amount what it gets, fee taken off; not negative
 */
public record RewardShare(String address, BigInteger work, Amount amount) {
  private static final int LONGEST = 255;

  /**
   * @throws IllegalArgumentException if something is out of range
   */
  public RewardShare {
    if (address.isEmpty() || address.length() > LONGEST || !isPrintable(address)) {
      throw new IllegalArgumentException("address is not 1 to 255 printable ASCII characters");
    }
    if (work.signum() <= 0) {
      throw new IllegalArgumentException("no work");
    }
    if (amount.isNegative()) {
      throw new IllegalArgumentException("negative amount");
    }
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
