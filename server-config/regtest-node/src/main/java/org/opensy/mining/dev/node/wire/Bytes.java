package org.opensy.mining.dev.node.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string with value equality: a script, a witness item. Thread-safe. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] data;

  private Bytes(byte[] data) {
    this.data = data;
  }

  /** A copy of {@code data}. */
  public static Bytes of(byte[] data) {
    return new Bytes(data.clone());
  }

  /**
   * The bytes that {@code hex} spells.
   *
   * @throws IllegalArgumentException if {@code hex} is not an even number of hex digits
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** A fresh copy. */
  public byte[] toArray() {
    return data.clone();
  }

  /** The byte at {@code index} as 0..255. */
  public int at(int index) {
    return data[index] & 0xff;
  }

  /** Length in bytes. */
  public int length() {
    return data.length;
  }

  /** Whether the first bytes are those of {@code prefix}. */
  public boolean startsWith(Bytes prefix) {
    return data.length >= prefix.data.length
        && Arrays.equals(data, 0, prefix.data.length, prefix.data, 0, prefix.data.length);
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(data, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(data);
  }
}
