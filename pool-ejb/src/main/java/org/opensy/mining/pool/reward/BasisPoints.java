package org.opensy.mining.pool.reward;

/**
 * A part of something in hundredths of a percent. Thread-safe.
 *
 * @param value 0 (nothing) to {@value #WHOLE} (all of it)
 */
public record BasisPoints(int value) {
  /** All of it. */
  public static final int WHOLE = 10_000;

  /** Nothing. */
  public static final BasisPoints ZERO = new BasisPoints(0);

  /**
   * @throws IllegalArgumentException if it is less than nothing or more than all
   */
  public BasisPoints {
    if (value < 0 || value > WHOLE) {
      throw new IllegalArgumentException("not between 0 and 10000 basis points");
    }
  }

  /** What is left when this part is taken off. */
  public BasisPoints rest() {
    return new BasisPoints(WHOLE - value);
  }
}
