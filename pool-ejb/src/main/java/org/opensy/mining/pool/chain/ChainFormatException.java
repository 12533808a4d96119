package org.opensy.mining.pool.chain;

/**
 * Bytes or text that do not encode what they should: a block, a transaction, a hash, an address.
 */
public final class ChainFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was expected and what was found.
   *
   * @param message text without secrets, fit for a log line
   */
  public ChainFormatException(String message) {
    super(message);
  }

  /**
   * Says what was expected, keeping the parser's own complaint.
   *
   * @param message text without secrets, fit for a log line
   * @param cause the parser's exception
   */
  public ChainFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
