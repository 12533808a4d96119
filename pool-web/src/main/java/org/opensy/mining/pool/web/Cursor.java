package org.opensy.mining.pool.web;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on: after the entry of a number. For clients it is a text without meaning. */
final class Cursor {
  private static final int BYTES = Long.BYTES;
  private static final int TEXT_LENGTH = 11;

  private Cursor() {}

  static String of(long number) {
    byte[] bytes = ByteBuffer.allocate(BYTES).putLong(number).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The number in a text that {@link #of} has made; nothing for any other text. */
  static Optional<Long> number(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      long number = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)).getLong();
      return Optional.of(number).filter(known -> known > 0 && of(known).equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
