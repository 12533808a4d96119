package org.opensy.mining.randomx;

/**
 * librandomx cannot be found, failed its self-test, or could not give the memory asked for. Use
 * after close is an {@link IllegalStateException} instead.
 */
public final class RandomXException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RandomXException(String message) {
    super(message);
  }

  public RandomXException(String message, Throwable cause) {
    super(message, cause);
  }
}
