package org.opensy.mining.pool.chain;

import org.opensy.mining.stratum.protocol.Target;

/**
 * RandomX of a block's 80-byte header: the proof of work. Not the block's hash. Thread-safe.
 *
 * @param value the 32 bytes as RandomX gives them; as a number they are little-endian
 */
public record PowHash(Hash256 value) {

  /**
   * Copies 32 bytes as RandomX gives them.
   *
   * @throws ChainFormatException on any other length
   */
  public static PowHash of(byte[] raw) {
    return new PowHash(Hash256.ofInternal(raw));
  }

  /**
   * Reads 64 hex digits of either case in the order of the bytes, as miners submit them.
   *
   * @throws ChainFormatException if the text is anything else
   */
  public static PowHash parse(String hex) {
    return new PowHash(Hash256.ofInternalHex(hex));
  }

  /** Whether the number is not above {@code target}. */
  public boolean meets(Target target) {
    return target.isMetBy(value.raw());
  }

  /** 64 lower-case hex digits in the order of the bytes. */
  @Override
  public String toString() {
    return value.internalHex();
  }
}
