package org.opensy.mining.pool.chain;

import java.math.BigInteger;
import java.util.HexFormat;
import org.opensy.mining.stratum.protocol.Target;

/**
 * The network target as it stands in a header: an exponent of one byte and a signed mantissa of
 * three, {@code mantissa * 256^(exponent - 3)}. Any 32 bits can be carried; only those that encode
 * a positive number below 2^256 have a target. Thread-safe.
 *
 * @param value the 32 bits, such as 0x207fffff
 */
public record CompactBits(int value) {
  private static final int SIGN = 0x0080_0000;
  private static final int MANTISSA = 0x007f_ffff;

  /**
   * Reads the 8 hex digits of the node's RPC, most significant first.
   *
   * @throws ChainFormatException if the text is not 8 hex digits
   */
  public static CompactBits parse(String hex) {
    if (hex.length() != 8) {
      throw new ChainFormatException("compact bits have 8 hex digits, not " + hex.length());
    }
    Bytes bytes = Bytes.ofHex(hex);
    return new CompactBits(bytes.at(0) << 24 | bytes.at(1) << 16 | bytes.at(2) << 8 | bytes.at(3));
  }

  /** The shortest encoding; the target's digits below the top 23 or 24 bits are lost. */
  public static CompactBits of(Target target) {
    BigInteger number = target.toBigInteger();
    int size = (number.bitLength() + 7) / 8;
    int mantissa = number.shiftRight(8 * (size - 3)).intValue();
    if ((mantissa & SIGN) != 0) {
      mantissa >>= 8;
      size++;
    }
    return new CompactBits(size << 24 | mantissa);
  }

  /**
   * The target that these bits encode.
   *
   * @throws ChainFormatException if they encode zero, a negative number or more than 256 bits
   */
  public Target toTarget() {
    int size = value >>> 24;
    BigInteger mantissa = BigInteger.valueOf(value & MANTISSA);
    BigInteger number = mantissa.shiftLeft(8 * (size - 3));
    if ((value & SIGN) != 0 || number.signum() == 0 || number.bitLength() > 256) {
      throw new ChainFormatException("no target is encoded by the bits " + this);
    }
    return Target.of(number);
  }

  /** 8 lower-case hex digits, as in the node's RPC. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
