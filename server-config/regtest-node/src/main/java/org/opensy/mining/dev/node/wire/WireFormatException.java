package org.opensy.mining.dev.node.wire;

/** Bytes that are not what they claim to be: truncated, oversized or not in canonical form. */
public final class WireFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, without the data itself
   */
  public WireFormatException(String message) {
    super(message);
  }
}
