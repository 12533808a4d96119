package org.opensy.mining.pool.chain;

import java.nio.charset.StandardCharsets;

/**
 * The text by which a pool signs its coinbases, such as {@code /OpenSY pool/}. Thread-safe.
 *
 * @param text at most {@link #MAX_LENGTH} printable ASCII characters; may be empty
 */
public record PoolTag(String text) {
  /** With the height and the extranonce this keeps scriptSig within its 100 bytes. */
  public static final int MAX_LENGTH = 75;

  /** Refuses a text that is too long or not printable ASCII. */
  public PoolTag {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "pool tag has " + text.length() + " characters, at most " + MAX_LENGTH + " fit");
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("pool tag is not printable ASCII");
    }
  }

  /** One byte a character. */
  Bytes toBytes() {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
