package org.opensy.mining.pool.chain;

/**
 * A text that is no address of the expected network; the message is fit to be shown to its author.
 */
public final class InvalidAddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with the address.
   *
   * @param message one sentence without the address itself
   */
  public InvalidAddressException(String message) {
    super(message);
  }
}
