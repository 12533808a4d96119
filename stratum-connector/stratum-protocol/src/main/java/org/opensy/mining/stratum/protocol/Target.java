package org.opensy.mining.stratum.protocol;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The largest proof-of-work hash that counts: an unsigned number of 256 bits, low is hard.
 *
 * <p>A hash meets the target when, read as a little-endian number, it is less than or equal to it.
 * Immutable. Thread-safe.
 */
public final class Target implements Comparable<Target> {
  private static final int BITS = 256;
  private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(BITS);
  private static final BigInteger MAX_64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final long MAX_32 = 0xFFFF_FFFFL;
  private static final HexFormat HEX = HexFormat.of();

  /** The easiest target, 2^256 - 1: every hash meets it. */
  public static final Target EASIEST = new Target(RANGE.subtract(BigInteger.ONE));

  private final BigInteger value;
  // The same number in four unsigned words, most significant first, for the comparison.
  private final long word3;
  private final long word2;
  private final long word1;
  private final long word0;

  private Target(BigInteger value) {
    this.value = value;
    this.word3 = value.shiftRight(192).longValue();
    this.word2 = value.shiftRight(128).longValue();
    this.word1 = value.shiftRight(64).longValue();
    this.word0 = value.longValue();
  }

  /**
   * A target of a number.
   *
   * @param value 0 to 2^256 - 1
   * @throws IllegalArgumentException if the value is out of range
   */
  public static Target of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > BITS) {
      throw new IllegalArgumentException("A target is a number of 256 bits, not " + value);
    }
    return new Target(value);
  }

  /** The target that needs the given number of hashes on average: 2^256 / difficulty - 1. */
  public static Target ofDifficulty(Difficulty difficulty) {
    return new Target(RANGE.divide(difficulty.value()).subtract(BigInteger.ONE));
  }

  /**
   * Reads the target of a job as XMRig does: 16 hex digits are a little-endian number of 64 bits, 8
   * digits one of 32 bits that is scaled up. A hash counts when its top 64 bits are below that
   * number; the result says the same in 256 bits.
   *
   * @throws IllegalArgumentException if the text is not 8 or 16 hex digits, or is zero
   */
  public static Target fromStratumHex(String hex) {
    if (hex.length() != 16 && hex.length() != 8) {
      throw new IllegalArgumentException("A job's target has 16 or 8 hex digits");
    }
    ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger top;
    if (hex.length() == 16) {
      top = unsigned(bytes.getLong());
    } else {
      long small = Integer.toUnsignedLong(bytes.getInt());
      top = small == 0 ? BigInteger.ZERO : MAX_64.divide(BigInteger.valueOf(MAX_32 / small));
    }
    if (top.signum() == 0) {
      throw new IllegalArgumentException("A job's target is not zero");
    }
    return new Target(top.shiftLeft(192).subtract(BigInteger.ONE));
  }

  /**
   * The form in which a job carries the target: 16 hex digits, little-endian, of the largest number
   * such that each hash whose top 64 bits are below it (XMRig's test) meets this target. Never
   * zero, which XMRig cannot bear: for a target below 2^192 - 1 the answer is one, easier than the
   * target.
   */
  public String toStratumHex() {
    boolean carries = (word2 & word1 & word0) == -1 && word3 != -1;
    long top = carries ? word3 + 1 : word3;
    return HEX.toHexDigits(Long.reverseBytes(top == 0 ? 1 : top));
  }

  /**
   * Whether a hash counts.
   *
   * @param hash 32 bytes, little-endian, as RandomX gives them
   * @throws IllegalArgumentException if the hash has another length
   */
  public boolean isMetBy(byte[] hash) {
    if (hash.length != 32) {
      throw new IllegalArgumentException("A hash has 32 bytes, not " + hash.length);
    }
    ByteBuffer words = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
    return compareTo(words.getLong(24), words.getLong(16), words.getLong(8), words.getLong(0)) >= 0;
  }

  /** As {@link #compareTo(Target)} with these words, most significant first. */
  private int compareTo(long other3, long other2, long other1, long other0) {
    int order = Long.compareUnsigned(word3, other3);
    if (order == 0) {
      order = Long.compareUnsigned(word2, other2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(word1, other1);
    }
    return order == 0 ? Long.compareUnsigned(word0, other0) : order;
  }

  public BigInteger toBigInteger() {
    return value;
  }

  /** Orders by the number: the harder target first. */
  @Override
  public int compareTo(Target other) {
    return compareTo(other.word3, other.word2, other.word1, other.word0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Target that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  /** 64 hex digits, most significant first. */
  @Override
  public String toString() {
    String digits = value.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  private static BigInteger unsigned(long word) {
    BigInteger signed = BigInteger.valueOf(word);
    return word < 0 ? signed.add(BigInteger.ONE.shiftLeft(64)) : signed;
  }
}
