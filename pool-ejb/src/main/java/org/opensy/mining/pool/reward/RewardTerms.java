package org.opensy.mining.pool.reward;

import java.math.BigDecimal;

/**
 * What was agreed when a block was found; stored with the block. Thread-safe.
 *
 * @param scheme by what rule
 * @param fee the pool's part
 * @param windowFactor N of PPLNS: the window is N times the network's difficulty; positive, at most
 *     four decimals
 */
public record RewardTerms(RewardScheme scheme, BasisPoints fee, BigDecimal windowFactor) {
  private static final int DECIMALS = 4;
  private static final BigDecimal MOST = BigDecimal.valueOf(1000);

  /**
   * @throws IllegalArgumentException if the factor is out of range
   */
  public RewardTerms {
    if (windowFactor.signum() <= 0
        || windowFactor.compareTo(MOST) > 0
        || windowFactor.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException("window factor is not above 0 and up to 1000");
    }
  }
}
