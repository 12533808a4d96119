package org.opensy.mining.stratum.protocol;

import java.util.HexFormat;

/** Whether a text is hex; in a plain loop, because it is asked for each job of each miner. */
final class HexText {
  private HexText() {}

  /** Whether the text is whole bytes in hex digits of either case; the empty text is. */
  static boolean isBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() % 2 == 0;
  }

  /** Whether the text is that many bytes. */
  static boolean isBytes(String text, int count) {
    return text.length() == 2 * count && isBytes(text);
  }
}
