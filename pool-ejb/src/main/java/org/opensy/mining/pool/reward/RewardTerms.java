package org.opensy.mining.pool.reward;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What was agreed when a block was found; stored with the block. Thread-safe.
 *
 * @param scheme by what rule
 * @param fee the pool's part
 * @param windowFactor N of PPLNS: the window is N times the network's difficulty; positive, kept
 *     with exactly four decimals
 */
public record RewardTerms(RewardScheme scheme, BasisPoints fee, BigDecimal windowFactor) {
  /** Decimals of the window factor. */
  public static final int DECIMALS = 4;

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
    windowFactor = windowFactor.setScale(DECIMALS, RoundingMode.UNNECESSARY);
  }

  /**
   * Which work counts for a block.
   *
   * @param networkDifficulty of the block, in expected hashes, positive
   */
  public WindowRule window(BigInteger networkDifficulty) {
    return switch (scheme) {
      case PPLNS -> new WindowRule.LatestWork(latest(networkDifficulty));
      case PROP -> new WindowRule.SinceLastBlock();
      case SOLO -> new WindowRule.FinderOnly();
      case PPS -> new WindowRule.Nobody();
    };
  }

  private BigInteger latest(BigInteger networkDifficulty) {
    return windowFactor
        .multiply(new BigDecimal(networkDifficulty))
        .toBigInteger()
        .max(BigInteger.ONE);
  }
}
