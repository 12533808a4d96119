package org.opensy.mining.pool.sql;

import java.sql.SQLException;

/** Failures of a database, for tests of other packages. */
public final class Failures {
  private Failures() {}

  /** What comes out when the database fails with this SQLSTATE. */
  public static DatabaseException withState(String sqlState) {
    return DatabaseException.of(new SQLException("failed for a test", sqlState));
  }
}
