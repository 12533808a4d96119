package org.opensy.mining.pool.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The daily partitions of {@code shares}, and the slots of these days. Partitions are named {@code
 * shares_yyyymmdd}, bounds at midnight UTC. Every change happens in a transaction under an advisory
 * lock, so that instances of the pool take turns. Thread-safe.
 */
final class SharePartitions {
  /** Any number that nothing else in the database uses. */
  private static final long ADVISORY_LOCK = 0x4f70656e5359L;

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final Pattern NAME = Pattern.compile("shares_(\\d{8})");
  private static final String CHILDREN =
      "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
          + " where i.inhparent = 'shares'::regclass";

  private final DataSource database;

  SharePartitions(DataSource database) {
    this.database = database;
  }

  /** Creates what is missing of the days from {@code first} to {@code last}, both included. */
  List<LocalDate> ensure(LocalDate first, LocalDate last) throws SQLException {
    return underLock(
        connection -> {
          List<LocalDate> created = new ArrayList<>();
          for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!exists(connection, day)) {
              create(connection, day);
              created.add(day);
            }
          }
          return created;
        });
  }

  /** Drops the partitions and deletes the slots of all days before {@code first}. */
  List<LocalDate> dropBefore(LocalDate first) throws SQLException {
    return underLock(
        connection -> {
          List<LocalDate> dropped = new ArrayList<>();
          for (LocalDate day : days(connection)) {
            if (day.isBefore(first)) {
              execute(connection, "drop table " + name(day));
              dropped.add(day);
            }
          }
          // All schemes are named so that the key's index leads there.
          SqlQuery.of(
                  "delete from share_slots"
                      + " where scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO') and slot < ?",
                  first.atStartOfDay(ZoneOffset.UTC).toInstant())
              .update(connection);
          return dropped;
        });
  }

  private static String name(LocalDate day) {
    return "shares_" + DAY.format(day);
  }

  private static boolean exists(Connection connection, LocalDate day) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select to_regclass(?)::text")) {
      query.setString(1, name(day));
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getString(1) != null;
      }
    }
  }

  private static void create(Connection connection, LocalDate day) throws SQLException {
    String bounds = "('%sT00:00:00Z') to ('%sT00:00:00Z')".formatted(day, day.plusDays(1));
    execute(
        connection, "create table " + name(day) + " partition of shares for values from " + bounds);
  }

  private static List<LocalDate> days(Connection connection) throws SQLException {
    List<LocalDate> days = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(CHILDREN)) {
      while (rows.next()) {
        Matcher name = NAME.matcher(rows.getString(1));
        if (name.matches()) {
          days.add(LocalDate.parse(name.group(1), DAY));
        }
      }
    }
    return days;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> T underLock(SqlWork<T> work) throws SQLException {
    return SqlWork.inTransaction(
        database,
        connection -> {
          // A lock on the table waits for running batches; do not make other batches wait behind
          // it.
          execute(connection, "set local lock_timeout = '5s'");
          execute(connection, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
          return work.on(connection);
        });
  }
}
