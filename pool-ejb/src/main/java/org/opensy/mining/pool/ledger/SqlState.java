package org.opensy.mining.pool.ledger;

import java.sql.SQLException;

/**
 * What a database says of a failure, in the five letters of the SQL standard.
 *
 * @param code empty if it said nothing: then it was not reached
 */
record SqlState(String code) {
  /** Of a row without a partition, and of every violated check. */
  static final SqlState CHECK_VIOLATION = new SqlState("23514");

  private static final SqlState NONE = new SqlState("");

  /** That of the first {@link SQLException} among the causes of a failure which has one. */
  static SqlState of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return new SqlState(sql.getSQLState());
      }
    }
    return NONE;
  }

  /**
   * Classes 22 (data exception) and 23 (integrity constraint violation): trying again is no use.
   */
  boolean isAboutData() {
    return code.startsWith("22") || code.startsWith("23");
  }
}
