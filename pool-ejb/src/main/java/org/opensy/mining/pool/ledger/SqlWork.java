package org.opensy.mining.pool.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Statements that belong into one transaction. */
@FunctionalInterface
public interface SqlWork<T> {

  /** Runs the statements; must neither commit nor roll back. */
  T on(Connection connection) throws SQLException;

  /**
   * Runs the work in a transaction of its own, outside any container transaction.
   *
   * @throws SQLException with everything rolled back, unless the commit itself was left unanswered
   */
  static <T> T inTransaction(DataSource database, SqlWork<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.on(connection);
        connection.commit();
        committed = true;
        return result;
      } finally {
        if (!committed) {
          undo(connection);
        }
      }
    }
  }

  /**
   * The same for those who cannot go on without it.
   *
   * @throws LedgerException if the database fails
   */
  static <T> T required(DataSource database, SqlWork<T> work) {
    try {
      return inTransaction(database, work);
    } catch (SQLException failed) {
      throw new LedgerException("the database fails: " + failed.getMessage(), failed);
    }
  }

  private static void undo(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      // The connection is gone, and with it the transaction; the first failure tells more.
      System.getLogger(SqlWork.class.getName())
          .log(System.Logger.Level.DEBUG, "rollback failed", broken);
    }
  }
}
