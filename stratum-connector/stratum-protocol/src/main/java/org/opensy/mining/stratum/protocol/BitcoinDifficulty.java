package org.opensy.mining.stratum.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The number of {@code mining.set_difficulty}: 0xffff * 2^208 / target, so 1 is about 2^32 hashes.
 * Not a {@link Difficulty}, which counts hashes. Thread-safe.
 *
 * @param value positive and finite
 */
public record BitcoinDifficulty(double value) {
  /** The target of difficulty 1. */
  private static final BigDecimal UNIT = new BigDecimal(BigInteger.valueOf(0xffff).shiftLeft(208));

  /**
   * Miners divide in floating point, each in its own way, and may be a few units of the 53rd digit
   * off. What they are told is harder by 32 such units, so that no share of theirs misses the
   * target for it; that costs them one share in 10^14.
   */
  private static final BigDecimal MARGIN = BigDecimal.valueOf(1 + 0x1p-48);

  private static final MathContext PRECISE = new MathContext(40, RoundingMode.UP);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the value is not positive or not finite
   */
  public BitcoinDifficulty {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("A difficulty is positive and finite, not " + value);
    }
  }

  /**
   * The number from which a miner computes a target that is never easier than {@code target}. A
   * target below 1 counts as 1.
   */
  public static BitcoinDifficulty of(Target target) {
    BigDecimal bound = new BigDecimal(target.toBigInteger().max(BigInteger.ONE));
    return new BitcoinDifficulty(UNIT.divide(bound, PRECISE).multiply(MARGIN).doubleValue());
  }

  /** The target that a miner computes, rounded down; at most the easiest. */
  public Target toTarget() {
    BigInteger target = UNIT.divideToIntegralValue(new BigDecimal(value)).toBigInteger();
    return Target.of(target.min(Target.EASIEST.toBigInteger()));
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
