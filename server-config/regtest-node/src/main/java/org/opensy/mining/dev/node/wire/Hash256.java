package org.opensy.mining.dev.node.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A 32-byte double SHA-256, kept in internal byte order and printed reversed, as the RPC does.
 * Thread-safe.
 */
public final class Hash256 implements Comparable<Hash256> {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** All zeros: the parent of the genesis block, the outpoint of a coinbase. */
  public static final Hash256 ZERO = new Hash256(new byte[LENGTH]);

  private final byte[] internal;

  private Hash256(byte[] internal) {
    this.internal = internal;
  }

  /**
   * The hash with these bytes.
   *
   * @param internal 32 bytes in internal order
   * @throws IllegalArgumentException on any other length
   */
  public static Hash256 of(byte[] internal) {
    if (internal.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + internal.length);
    }
    return new Hash256(internal.clone());
  }

  /** The hash that the RPC prints as {@code hex}; empty unless it is 64 hex digits. */
  public static Optional<Hash256> parseRpc(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      return Optional.empty();
    }
    return Optional.of(new Hash256(reversed(HexFormat.of().parseHex(hex))));
  }

  /**
   * The hash that the RPC prints as {@code hex}.
   *
   * @throws IllegalArgumentException if {@code hex} is not 64 hex digits
   */
  public static Hash256 ofRpc(String hex) {
    return parseRpc(hex).orElseThrow(() -> new IllegalArgumentException("not a hash: " + hex));
  }

  /** SHA-256 of the SHA-256 of the parts, one after the other. */
  public static Hash256 sha256d(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash256(digest.digest(digest.digest()));
  }

  /** A copy in internal byte order. */
  public byte[] internal() {
    return internal.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  @Override
  public int compareTo(Hash256 other) {
    return Arrays.compareUnsigned(internal, other.internal);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash256 that && Arrays.equals(internal, that.internal);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(internal);
  }

  /** The RPC's form: 64 lower-case hex digits, bytes reversed. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(reversed(internal));
  }
}
