package org.opensy.mining.randomx;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The 32 key bytes as RandomX takes them: on OpenSY the hash of the key block in internal byte
 * order, which is the reverse of what the node's RPC prints.
 *
 * <p>Immutable. Thread-safe.
 */
public final class RandomXKey {

  /** Bytes in a key. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException unless {@code bytes} are 32
   */
  public RandomXKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a RandomX key has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /**
   * Reads 64 hex digits, key byte order (the order of Stratum's {@code seed_hash}).
   *
   * @throws IllegalArgumentException for anything else
   */
  public static RandomXKey ofHex(String hex) {
    return new RandomXKey(HexFormat.of().parseHex(hex));
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** 64 lower-case hex digits in key byte order, as Stratum's {@code seed_hash}. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RandomXKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
