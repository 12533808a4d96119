package org.opensy.mining.pool.chain;

/**
 * The chain's variable-length integer: one byte below 0xfd, else a marker and 2, 4 or 8 bytes,
 * little-endian. Values here are 0..2^63-1.
 */
final class CompactSize {
  private CompactSize() {}

  /** Number of bytes of the shortest form: 1, 3, 5 or 9. */
  static int sizeOf(long value) {
    if (value < 0xfd) {
      return 1;
    }
    if (value <= 0xffff) {
      return 3;
    }
    return value <= 0xffff_ffffL ? 5 : 9;
  }
}
