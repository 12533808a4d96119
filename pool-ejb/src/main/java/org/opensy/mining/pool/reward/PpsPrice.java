package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;

/**
 * What PPS pays for a share. Prices add up without loss; whole base units are taken out of their
 * sum. Thread-safe.
 */
public final class PpsPrice {
  /** Prices are in base units times two to the power of this. */
  public static final int FRACTION_BITS = 32;

  private static final BigInteger WHOLE = BigInteger.valueOf(BasisPoints.WHOLE);

  private PpsPrice() {}

  /**
   * The part of the coinbase that the share's work is of the work behind a block, fee taken off.
   *
   * @param coinbaseValue what the job's coinbase pays
   * @param shareDifficulty expected hashes of the share
   * @param networkDifficulty expected hashes of the job's network target, positive
   * @return 2^-32 base units, rounded down
   */
  public static BigInteger of(
      Amount coinbaseValue,
      BasisPoints fee,
      BigInteger shareDifficulty,
      BigInteger networkDifficulty) {
    return BigInteger.valueOf(coinbaseValue.baseUnits())
        .multiply(BigInteger.valueOf(BasisPoints.WHOLE - fee.value()))
        .multiply(shareDifficulty)
        .shiftLeft(FRACTION_BITS)
        .divide(WHOLE.multiply(networkDifficulty));
  }

  /**
   * The whole base units in a sum of prices, rounded down.
   *
   * @param earned 2^-32 base units, not negative
   * @throws IllegalArgumentException if it is negative
   * @throws ArithmeticException if it is more than an amount can hold
   */
  public static Amount whole(BigInteger earned) {
    if (earned.signum() < 0) {
      throw new IllegalArgumentException("negative earnings");
    }
    return Amount.ofBaseUnits(earned.shiftRight(FRACTION_BITS).longValueExact());
  }
}
