package org.opensy.mining.coopmine.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is hashed, with the place where the nonce goes.
 *
 * <p>Immutable. Thread-safe.
 */
public final class NonceBlob {
  /** The longest blob that is taken, in bytes. */
  public static final int MAX_LENGTH = 4096;

  private static final int NONCE_BYTES = 4;
  private static final VarHandle NONCE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int nonceOffset;

  /**
   * A blob as the pool sent it.
   *
   * @throws IllegalArgumentException if it is too long or the nonce does not fit in
   */
  public NonceBlob(byte[] bytes, int nonceOffset) {
    if (bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a blob of " + bytes.length + " bytes is too long");
    }
    if (nonceOffset < 0 || nonceOffset > bytes.length - NONCE_BYTES) {
      throw new IllegalArgumentException(
          "no nonce at byte " + nonceOffset + " of a blob of " + bytes.length + " bytes");
    }
    this.bytes = bytes.clone();
    this.nonceOffset = nonceOffset;
  }

  /** A copy of the bytes as the pool sent them. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int nonceOffset() {
    return nonceOffset;
  }

  /** The input of the hash: the bytes with the nonce put in, least significant byte first. */
  public byte[] withNonce(int nonce) {
    byte[] input = bytes.clone();
    patch(input, nonce);
    return input;
  }

  /** Puts another nonce into an input made from this blob. */
  public void patch(byte[] input, int nonce) {
    NONCE.set(input, nonceOffset, nonce);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NonceBlob that
        && nonceOffset == that.nonceOffset
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * nonceOffset + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes) + "@" + nonceOffset;
  }
}
