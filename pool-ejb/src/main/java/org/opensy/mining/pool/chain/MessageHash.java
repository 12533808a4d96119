package org.opensy.mining.pool.chain;

import java.nio.charset.StandardCharsets;

/**
 * What the node's call {@code signmessage} signs: SHA-256, twice, of the chain's own words and the
 * text, so that a signature for another chain is none here. Source: common/signmessage.cpp.
 */
public final class MessageHash {
  private static final String MAGIC = "OpenSY Signed Message:\n";

  private MessageHash() {}

  /** That of a text, in UTF-8. */
  public static Hash256 of(String text) {
    return Sha256d.of(
        new WireWriter().variableBytes(utf8(MAGIC)).variableBytes(utf8(text)).toArray());
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
