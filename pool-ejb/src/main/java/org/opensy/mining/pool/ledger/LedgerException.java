package org.opensy.mining.pool.ledger;

import java.util.function.Supplier;
import org.opensy.mining.pool.sql.DatabaseException;

/** The ledger cannot do what is asked: the database fails, or does not hold what it should. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What the database answers.
   *
   * @throws LedgerException if it fails
   */
  static <T> T wrapping(Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseException failed) {
      throw new LedgerException("the database fails: " + failed.getMessage(), failed);
    }
  }
}
