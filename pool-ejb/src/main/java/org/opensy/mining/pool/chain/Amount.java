package org.opensy.mining.pool.chain;

import java.math.BigDecimal;

/**
 * An amount of money in base units (qirsh); 1 SYL is 100,000,000 of them. Signed, because the node
 * reports payments as negative amounts; every operation is exact and throws {@link
 * ArithmeticException} on overflow. Thread-safe.
 *
 * @param baseUnits the number of base units
 */
public record Amount(long baseUnits) implements Comparable<Amount> {
  /** Decimal places of one SYL. */
  public static final int DECIMALS = 8;

  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,9})?";

  /** Nothing. */
  public static final Amount ZERO = new Amount(0);

  /** 21,000,000,000 SYL: more can never exist. */
  public static final Amount MAX_MONEY = new Amount(2_100_000_000_000_000_000L);

  /** That many base units. */
  public static Amount ofBaseUnits(long baseUnits) {
    return new Amount(baseUnits);
  }

  /** That many whole SYL. */
  public static Amount ofSyl(long syl) {
    return new Amount(Math.multiplyExact(syl, 100_000_000L));
  }

  /**
   * Reads a number of SYL as it stands in the node's JSON, exponents included.
   *
   * @throws ChainFormatException if it has more than 8 decimals or does not fit
   */
  public static Amount ofDecimal(BigDecimal syl) {
    // A huge exponent would make the exact conversion below allocate without bound.
    if (Math.abs((long) syl.scale()) > 64 || syl.precision() > 64) {
      throw new ChainFormatException("amount out of range");
    }
    try {
      return new Amount(syl.movePointRight(DECIMALS).longValueExact());
    } catch (ArithmeticException e) {
      throw new ChainFormatException("amount has more than 8 decimals or is out of range", e);
    }
  }

  /**
   * Reads a decimal number of SYL as JSON has it, such as {@code 12.5} or {@code -2.5e-05}.
   *
   * @throws ChainFormatException if it is not a number or not exactly representable
   */
  public static Amount parse(String syl) {
    if (syl.length() > 64) {
      throw new ChainFormatException("amount text is too long");
    }
    // BigDecimal would take the digits of all scripts.
    if (!syl.matches(NUMBER)) {
      throw new ChainFormatException("not a decimal number");
    }
    return ofDecimal(new BigDecimal(syl));
  }

  /** The sum. */
  public Amount plus(Amount other) {
    return new Amount(Math.addExact(baseUnits, other.baseUnits));
  }

  /** The difference. */
  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(baseUnits, other.baseUnits));
  }

  /** The same amount with the other sign. */
  public Amount negated() {
    return new Amount(Math.negateExact(baseUnits));
  }

  /** Whether this is below zero. */
  public boolean isNegative() {
    return baseUnits < 0;
  }

  /** Whether this is 0..{@link #MAX_MONEY}, as every output of a transaction must be. */
  public boolean isMoney() {
    return baseUnits >= 0 && baseUnits <= MAX_MONEY.baseUnits;
  }

  /** In SYL, with exactly 8 decimals: what RPC parameters take. */
  public BigDecimal toDecimal() {
    return BigDecimal.valueOf(baseUnits, DECIMALS);
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(baseUnits, other.baseUnits);
  }

  /** In SYL, with exactly 8 decimals and no exponent, such as {@code 10000.00000000}. */
  @Override
  public String toString() {
    return toDecimal().toPlainString();
  }
}
