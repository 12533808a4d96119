package org.opensy.mining.stratum.protocol;

import java.math.BigInteger;

/**
 * The number of hashes that are needed on average, high is hard: 2^256 / (target + 1), rounded
 * down. Not Bitcoin's "diff 1" scale. Thread-safe.
 *
 * @param value 1 to 2^256
 */
public record Difficulty(BigInteger value) implements Comparable<Difficulty> {
  private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(256);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the value is out of range
   */
  public Difficulty {
    if (value.signum() <= 0 || value.compareTo(RANGE) > 0) {
      throw new IllegalArgumentException("A difficulty is 1 to 2^256, not " + value);
    }
  }

  /**
   * A difficulty of a number of hashes.
   *
   * @param hashes at least 1
   * @throws IllegalArgumentException if it is less
   */
  public static Difficulty of(long hashes) {
    return new Difficulty(BigInteger.valueOf(hashes));
  }

  public static Difficulty ofTarget(Target target) {
    return new Difficulty(RANGE.divide(target.toBigInteger().add(BigInteger.ONE)));
  }

  /** The value, or {@link Long#MAX_VALUE} if it is above that. */
  public long toLong() {
    return value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE;
  }

  @Override
  public int compareTo(Difficulty other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
