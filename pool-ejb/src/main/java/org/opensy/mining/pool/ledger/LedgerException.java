package org.opensy.mining.pool.ledger;

/** The ledger cannot do what is asked: the database fails, or does not hold what it should. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
