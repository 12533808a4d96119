package org.opensy.mining.pool.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A statement with the values of its question marks: numbers, text, truth values, {@link
 * BigInteger}, {@link SqlArray}, {@link Instant} (in the microseconds that the database keeps), and
 * {@link Optional} of these for what may be null. Every method throws {@link DatabaseException} if
 * the database fails.
 */
public record SqlQuery(String text, List<Object> values) {
  private static final int ROWS_AT_ONCE = 1000;

  /** Takes a copy. */
  public SqlQuery {
    values = List.copyOf(values);
  }

  /** A statement with its values. */
  public static SqlQuery of(String text, Object... values) {
    return new SqlQuery(text, List.of(values));
  }

  /** All rows; there should not be many. */
  public <T> List<T> list(Transaction transaction, Function<Row, T> reader) {
    List<T> list = new ArrayList<>();
    walk(transaction, row -> list.add(reader.apply(row)));
    return list;
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(Transaction transaction, Function<Row, T> reader) {
    return query(
        transaction,
        rows -> rows.next() ? Optional.of(reader.apply(new Row(rows))) : Optional.empty());
  }

  /**
   * The row that there must be.
   *
   * @throws DatabaseException also if there is none
   */
  public <T> T one(Transaction transaction, Function<Row, T> reader) {
    return first(transaction, reader)
        .orElseThrow(() -> new DatabaseException("no row answers " + text));
  }

  /** Whether there is a row. */
  public boolean exists(Transaction transaction) {
    return query(transaction, ResultSet::next);
  }

  /**
   * Reads rows, a thousand at a time, until there are no more or the reader has enough.
   *
   * @param wantsMore looks at a row and says whether to go on
   */
  public void walk(Transaction transaction, Predicate<Row> wantsMore) {
    query(
        transaction,
        rows -> {
          Row row = new Row(rows);
          boolean more = rows.next();
          while (more) {
            more = wantsMore.test(row) && rows.next();
          }
          return more;
        });
  }

  /** Changes rows, or whatever else the statement does; answers how many it changed. */
  public int update(Transaction transaction) {
    long begun = System.nanoTime();
    try (PreparedStatement statement = prepare(transaction.connection())) {
      return statement.executeUpdate();
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    } finally {
      ran(begun);
    }
  }

  private void ran(long begun) {
    Watched.watch.ran(StatementWatch.kind(text), System.nanoTime() - begun);
  }

  /** What the driver may throw while rows are read. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(Transaction transaction, Reader<T> reader) {
    long begun = System.nanoTime();
    try (PreparedStatement statement = prepare(transaction.connection())) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      }
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    } finally {
      ran(begun);
    }
  }

  private PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, bound(connection, values.get(i)));
      }
      return statement;
    } catch (SQLException failed) {
      statement.close();
      throw failed;
    }
  }

  private static Object bound(Connection connection, Object value) throws SQLException {
    if (value instanceof Optional<?> maybe) {
      return maybe.isPresent() ? bound(connection, maybe.get()) : null;
    }
    if (value instanceof SqlArray array) {
      return connection.createArrayOf(array.type(), array.values().toArray());
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
    return value instanceof BigInteger number ? new BigDecimal(number) : value;
  }
}
