package org.opensy.mining.dev.node.rpc;

import java.util.Locale;

/** The node's words about a text that is no address ({@code DecodeDestination}). Pure functions. */
final class AddressFault {
  private static final String PREFIX = "rsyl";
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private AddressFault() {}

  static String of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(PREFIX)) {
      return segwit(text, lower);
    }
    return text.chars().allMatch(c -> BASE58.indexOf(c) >= 0)
        ? "Invalid checksum or length of Base58 address (P2PKH or P2SH)"
        : "Invalid or unsupported Segwit (Bech32) or Base58 encoding.";
  }

  private static String segwit(String text, String lower) {
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      return "Invalid character or mixed case";
    }
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || separator + 7 > lower.length()) {
      return "Invalid separator position";
    }
    return separator > PREFIX.length() ? "Invalid separator position" : "Invalid checksum";
  }
}
