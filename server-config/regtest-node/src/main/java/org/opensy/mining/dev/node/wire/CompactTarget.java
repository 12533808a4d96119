package org.opensy.mining.dev.node.wire;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The compact form of a target, {@code bits}: one byte of exponent, three of mantissa with a sign
 * bit. Pure functions.
 */
public final class CompactTarget {
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

  private CompactTarget() {}

  /** The target of {@code bits}; empty if zero, negative or over 256 bits. */
  public static Optional<BigInteger> decode(int bits) {
    int exponent = bits >>> 24;
    BigInteger mantissa = BigInteger.valueOf(bits & 0x007fffff);
    BigInteger target =
        exponent <= 3
            ? mantissa.shiftRight(8 * (3 - exponent))
            : mantissa.shiftLeft(8 * (exponent - 3));
    boolean negative = (bits & 0x00800000) != 0 && mantissa.signum() != 0;
    if (negative || target.signum() == 0 || target.bitLength() > 256) {
      return Optional.empty();
    }
    return Optional.of(target);
  }

  /** The compact form of a target, rounded down to what three bytes can say. */
  public static int encode(BigInteger target) {
    int size = (target.bitLength() + 7) / 8;
    int mantissa =
        size <= 3
            ? target.intValueExact() << (8 * (3 - size))
            : target.shiftRight(8 * (size - 3)).intValueExact();
    if ((mantissa & 0x00800000) != 0) {
      mantissa >>>= 8;
      size++;
    }
    return size << 24 | mantissa;
  }

  /**
   * The bits of the target that takes {@code expectedHashes} (at least 1) on average, rounded to
   * the harder side.
   */
  public static int ofExpectedHashes(long expectedHashes) {
    return encode(TWO_256.divide(BigInteger.valueOf(expectedHashes)).subtract(BigInteger.ONE));
  }

  /** Expected hashes of a target: {@code 2^256 / (target + 1)}. */
  public static BigInteger work(BigInteger target) {
    return TWO_256.divide(target.add(BigInteger.ONE));
  }

  /** The node's own difficulty, in which 1 is the target 00000000ffff00…. */
  public static double nodeDifficulty(int bits) {
    double mantissa = bits & 0x00ffffff;
    return 0x0000ffff / mantissa * Math.pow(256, 29 - (bits >>> 24));
  }

  /** 64 hex digits, most significant first, as the RPC prints targets and work. */
  public static String hex(BigInteger value) {
    return String.format("%064x", value);
  }

  /** Eight hex digits of the bits. */
  public static String hex(int bits) {
    return String.format("%08x", bits);
  }
}
