package org.opensy.mining.pool.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** Statements that belong together. Confined to the thread that runs them. */
public final class Transaction {
  private static final Logger LOG = System.getLogger(Transaction.class.getName());

  private final Connection connection;

  private Transaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * One that somebody else ends, such as the container, who closes the connection, too.
   *
   * @param unwrap gives the connection that takes part in it, as entity managers do
   */
  public static Transaction over(Function<Class<Connection>, Connection> unwrap) {
    return new Transaction(unwrap.apply(Connection.class));
  }

  /**
   * Runs the work in a transaction of its own, outside any container transaction. Each statement
   * sees what was committed before it.
   *
   * @throws DatabaseException with everything rolled back, unless the commit itself was left
   *     unanswered; what else the work throws comes out as it is, with everything rolled back
   */
  public static <T> T in(DataSource database, Function<Transaction, T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        committed = true;
        return result;
      } finally {
        if (!committed) {
          undo(connection);
        }
      }
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    }
  }

  /** The same for work without a result. */
  public static void run(DataSource database, Consumer<Transaction> work) {
    in(
        database,
        transaction -> {
          work.accept(transaction);
          return null;
        });
  }

  /** The same for work that only reads: all its statements see one state of the database. */
  public static <T> T snapshot(DataSource database, Function<Transaction, T> work) {
    return in(
        database,
        transaction -> {
          SqlQuery.of("set transaction isolation level repeatable read, read only")
              .update(transaction);
          return work.apply(transaction);
        });
  }

  /** Reads without a transaction around it: each statement is one of its own, and none writes. */
  public static <T> T reading(DataSource database, Function<Transaction, T> work) {
    try (Connection connection = database.getConnection()) {
      return work.apply(new Transaction(connection));
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    }
  }

  Connection connection() {
    return connection;
  }

  private static void undo(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      // The connection is gone, and with it the transaction; the first failure tells more.
      LOG.log(Level.DEBUG, "rollback failed", broken);
    }
  }
}
