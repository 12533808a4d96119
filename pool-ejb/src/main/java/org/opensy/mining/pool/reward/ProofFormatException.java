package org.opensy.mining.pool.reward;

/** A text is not a proof. The message names the member that is wrong, never what stands in it. */
public final class ProofFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A proof that cannot be read. */
  public ProofFormatException(String message) {
    super(message);
  }

  /** A proof that cannot be read, because of something else. */
  public ProofFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
