package org.opensy.mining.pool.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query with the values of its question marks: numbers, text, {@link BigInteger} and {@link
 * Instant}. Thread-safe.
 */
record SqlQuery(String text, List<Object> values) {
  private static final int ROWS_AT_ONCE = 1000;

  /** Makes something of the row that the result set stands at. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static SqlQuery of(String text, Object... values) {
    return new SqlQuery(text, List.of(values));
  }

  /** All rows; there should not be many. */
  <T> List<T> list(Connection connection, Reader<T> reader) throws SQLException {
    List<T> list = new ArrayList<>();
    walk(connection, row -> list.add(reader.read(row)));
    return list;
  }

  /** The first column of the first row, unless there is none or it is null. */
  <T> Optional<T> first(Connection connection, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = prepare(connection);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getObject(1) != null
          ? Optional.of(reader.read(row))
          : Optional.empty();
    }
  }

  /**
   * Reads rows, a thousand at a time, until there are no more or the reader has enough; within a
   * transaction.
   *
   * @param wantsMore looks at a row and says whether to go on
   */
  void walk(Connection connection, Reader<Boolean> wantsMore) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        boolean more = rows.next();
        while (more) {
          more = wantsMore.read(rows) && rows.next();
        }
      }
    }
  }

  /** Changes rows; answers how many. */
  int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, bound(values.get(i)));
    }
    return statement;
  }

  private static Object bound(Object value) {
    if (value instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    return value instanceof BigInteger number ? new BigDecimal(number) : value;
  }
}
