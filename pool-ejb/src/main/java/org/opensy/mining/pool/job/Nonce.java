package org.opensy.mining.pool.job;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The four bytes at offset 76 of a header, in the order in which they stand there. Thread-safe.
 *
 * @param value the bytes read as a little-endian number: the header's nonce
 */
public record Nonce(int value) implements Solution {
  private static final int DIGITS = 8;

  /** Decodes exactly 8 hex digits of either case, as miners submit them. */
  public static Optional<Nonce> parse(String hex) {
    if (hex.length() != DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return Optional.empty();
    }
    byte[] bytes = HexFormat.of().parseHex(hex);
    return Optional.of(new Nonce(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()));
  }

  @Override
  public Nonce nonce() {
    return this;
  }

  @Override
  public String keyWithin(String jobId) {
    return jobId;
  }

  /** Writes the four bytes into {@code header} at {@code offset}. */
  void copyTo(byte[] header, int offset) {
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
  }

  /** 8 lower-case hex digits in the order of the bytes. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }
}
