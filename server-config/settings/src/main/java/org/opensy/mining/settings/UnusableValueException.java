package org.opensy.mining.settings;

/** A value that cannot be used, for a reason that operators may read: it repeats no secret. */
final class UnusableValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With the reason of another exception. */
  UnusableValueException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
