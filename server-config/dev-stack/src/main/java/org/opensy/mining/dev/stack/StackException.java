package org.opensy.mining.dev.stack;

/**
 * A part of the development stack could not be started, used or stopped; the text says which and
 * where its log is.
 */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Describes a failure without a Java cause, for example a process that ended too early. */
  public StackException(String message) {
    super(message);
  }

  /** Describes a failure with the exception behind it. */
  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
