package org.opensy.mining.pool.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The row that a query stands at; not to be kept. Columns are named or counted from one. Every
 * method throws {@link DatabaseException} if there is no such column, it is of another type or,
 * unless the method is optional, null.
 */
public final class Row {
  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  /** Of type {@code text}. */
  public String text(int column) {
    return present(optionalText(column), column);
  }

  /** Of type {@code text}. */
  public String text(String column) {
    return text(position(column));
  }

  /** Of type {@code text}. */
  public Optional<String> optionalText(int column) {
    return optional(column, String.class);
  }

  /** Of type {@code text}. */
  public Optional<String> optionalText(String column) {
    return optionalText(position(column));
  }

  /** Of type {@code bigint}. */
  public long number(int column) {
    return present(optionalNumber(column), column);
  }

  /** Of type {@code bigint}. */
  public long number(String column) {
    return number(position(column));
  }

  /** Of type {@code bigint}. */
  public Optional<Long> optionalNumber(int column) {
    return optional(column, Long.class);
  }

  /** Of type {@code bigint}. */
  public Optional<Long> optionalNumber(String column) {
    return optionalNumber(position(column));
  }

  /** Of type {@code integer}. */
  public int integer(int column) {
    return present(optional(column, Integer.class), column);
  }

  /** Of type {@code integer}. */
  public int integer(String column) {
    return integer(position(column));
  }

  /** Of type {@code numeric}. */
  public BigDecimal decimal(int column) {
    return present(optional(column, BigDecimal.class), column);
  }

  /** Of type {@code numeric}. */
  public BigDecimal decimal(String column) {
    return decimal(position(column));
  }

  /**
   * Of type {@code numeric}.
   *
   * @throws ArithmeticException if it is not whole
   */
  public BigInteger whole(int column) {
    return decimal(column).toBigIntegerExact();
  }

  /**
   * Of type {@code numeric}.
   *
   * @throws ArithmeticException if it is not whole
   */
  public BigInteger whole(String column) {
    return whole(position(column));
  }

  /** Of type {@code timestamptz}. */
  public Instant instant(int column) {
    return present(optionalInstant(column), column);
  }

  /** Of type {@code timestamptz}. */
  public Instant instant(String column) {
    return instant(position(column));
  }

  /** Of type {@code timestamptz}. */
  public Optional<Instant> optionalInstant(int column) {
    return optional(column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
  }

  /** Of type {@code timestamptz}. */
  public Optional<Instant> optionalInstant(String column) {
    return optionalInstant(position(column));
  }

  /** Of type {@code boolean}. */
  public boolean flag(int column) {
    return present(optional(column, Boolean.class), column);
  }

  /** Of type {@code boolean}. */
  public boolean flag(String column) {
    return flag(position(column));
  }

  private <T> Optional<T> optional(int column, Class<T> type) {
    try {
      return Optional.ofNullable(rows.getObject(column, type));
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    }
  }

  private int position(String column) {
    try {
      return rows.findColumn(column);
    } catch (SQLException failed) {
      throw DatabaseException.of(failed);
    }
  }

  private static <T> T present(Optional<T> value, int column) {
    return value.orElseThrow(() -> new DatabaseException("column " + column + " is null"));
  }
}
