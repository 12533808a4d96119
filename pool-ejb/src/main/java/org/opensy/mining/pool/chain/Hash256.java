package org.opensy.mining.pool.chain;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 32-byte hash, kept in internal order (as hashed and as serialised).
 *
 * <p>The node's RPC prints block and transaction hashes reversed: that is the display order here.
 * Used directly for merkle nodes; block and transaction hashes have their own types. Thread-safe.
 */
public final class Hash256 {
  /** Length in bytes. */
  public static final int SIZE = 32;

  /** All zero bytes: the previous output of a coinbase, the witness hash of a coinbase. */
  public static final Hash256 ZERO = new Hash256(new byte[SIZE]);

  private final byte[] internal;

  private Hash256(byte[] internal) {
    this.internal = internal;
  }

  /**
   * Copies 32 bytes in internal order.
   *
   * @throws ChainFormatException on any other length
   */
  public static Hash256 ofInternal(byte[] internal) {
    requireSize(internal.length);
    return new Hash256(internal.clone());
  }

  /** Reads 64 hex digits in internal order. */
  public static Hash256 ofInternalHex(String hex) {
    return new Hash256(parse(hex));
  }

  /** Reads 64 hex digits in the order in which the node's RPC prints hashes. */
  public static Hash256 ofDisplayHex(String hex) {
    return new Hash256(reversed(parse(hex)));
  }

  /** Wraps without copying; only for arrays that nobody else holds. */
  static Hash256 wrap(byte[] internal) {
    requireSize(internal.length);
    return new Hash256(internal);
  }

  /** A fresh copy in internal order. */
  public byte[] toArray() {
    return internal.clone();
  }

  /** Writes the 32 bytes, internal order, into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(internal, 0, target, offset, SIZE);
  }

  /** 64 lower-case hex digits in internal order. */
  public String internalHex() {
    return HexFormat.of().formatHex(internal);
  }

  /** 64 lower-case hex digits in the order of the node's RPC. */
  public String displayHex() {
    return HexFormat.of().formatHex(reversed(internal));
  }

  /** The array itself, for hashing inside this package; never to be written. */
  byte[] raw() {
    return internal;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash256 that && Arrays.equals(internal, that.internal);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(internal);
  }

  /** The display order. */
  @Override
  public String toString() {
    return displayHex();
  }

  private static byte[] parse(String hex) {
    if (hex.length() != 2 * SIZE) {
      throw new ChainFormatException("a hash has 64 hex digits, not " + hex.length());
    }
    return Bytes.ofHex(hex).raw();
  }

  private static void requireSize(int size) {
    if (size != SIZE) {
      throw new ChainFormatException("a hash has 32 bytes, not " + size);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }
}
