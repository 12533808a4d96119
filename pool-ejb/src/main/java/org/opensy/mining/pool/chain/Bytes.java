package org.opensy.mining.pool.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes: a script, a witness item, a serialised transaction. Thread-safe. */
public final class Bytes {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code value}. */
  public static Bytes of(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /**
   * Decodes hex digits of either case.
   *
   * @throws ChainFormatException if the text is not an even number of hex digits
   */
  public static Bytes ofHex(String hex) {
    try {
      return new Bytes(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new ChainFormatException("not an even number of hex digits", e);
    }
  }

  /** Wraps without copying; only for arrays that nobody else holds. */
  static Bytes wrap(byte[] value) {
    return new Bytes(value);
  }

  /** Number of bytes. */
  public int size() {
    return value.length;
  }

  /** The byte at {@code index} as 0..255. */
  public int at(int index) {
    return value[index] & 0xff;
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return value.clone();
  }

  /** Whether these bytes begin with all of {@code prefix}. */
  public boolean startsWith(Bytes prefix) {
    return size() >= prefix.size()
        && Arrays.equals(value, 0, prefix.size(), prefix.value, 0, prefix.size());
  }

  /** A copy of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /** A copy in which a hash, in internal order, stands in place of the bytes at {@code offset}. */
  public Bytes with(int offset, Hash256 hash) {
    byte[] copy = value.clone();
    hash.copyTo(copy, offset);
    return new Bytes(copy);
  }

  /** Lower-case hex. */
  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  /** The array itself, for hashing and copying inside this package; never to be written. */
  byte[] raw() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
