package org.opensy.mining.stratum.protocol;

/**
 * The id of a JSON-RPC request, a number or a string, which the answer repeats as it came.
 * Thread-safe.
 *
 * @param text the digits of a number as they stood on the wire, or the string
 * @param quoted whether it is a string
 */
public record RpcId(String text, boolean quoted) {
  /** The longest id that is taken, in characters. */
  public static final int MAX_LENGTH = 64;

  /** The id of an answer to something that had no readable id. */
  public static final RpcId NONE = new RpcId("null", false);

  /**
   * Checks length and digits.
   *
   * @throws IllegalArgumentException if the text is too long, or unquoted and not a number
   */
  public RpcId {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("An id has at most " + MAX_LENGTH + " characters");
    }
    if (!quoted && !text.equals("null") && !isNumber(text)) {
      throw new IllegalArgumentException("An id without quotes is a number");
    }
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("-+.eE0123456789".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  public static RpcId of(long number) {
    return new RpcId(Long.toString(number), false);
  }

  public static RpcId of(String text) {
    return new RpcId(text, true);
  }
}
