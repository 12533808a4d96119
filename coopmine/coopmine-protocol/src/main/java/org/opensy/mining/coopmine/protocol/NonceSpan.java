package org.opensy.mining.coopmine.protocol;

/**
 * Consecutive nonces {@code first}, {@code first + 1}, ... as unsigned 32-bit numbers.
 *
 * @param first 0 to 2^32 - 1
 * @param count 1 to 2^32; the span does not wrap around
 */
public record NonceSpan(long first, long count) {
  private static final long LIMIT = 1L << 32;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the span is empty or leaves the 32-bit numbers
   */
  public NonceSpan {
    if (first < 0 || first >= LIMIT || count < 1 || count > LIMIT - first) {
      throw new IllegalArgumentException("not a span of nonces: " + first + "+" + count);
    }
  }

  /** Whether the nonce, taken as unsigned, is one of these. */
  public boolean contains(int nonce) {
    long value = Integer.toUnsignedLong(nonce);
    return value >= first && value - first < count;
  }

  /** The nonce after the last one, up to 2^32. */
  public long end() {
    return first + count;
  }
}
