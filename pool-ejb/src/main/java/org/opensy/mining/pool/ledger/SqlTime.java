package org.opensy.mining.pool.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as JDBC parameters, in the microseconds that the database keeps. */
public final class SqlTime {
  private SqlTime() {}

  /** For a column of type {@code timestamptz}. */
  public static Timestamp of(Instant instant) {
    return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
  }
}
