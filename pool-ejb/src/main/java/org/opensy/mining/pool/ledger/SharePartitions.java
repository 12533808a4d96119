package org.opensy.mining.pool.ledger;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

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
  List<LocalDate> ensure(LocalDate first, LocalDate last) {
    return underLock(
        transaction -> {
          List<LocalDate> created = new ArrayList<>();
          for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!exists(transaction, day)) {
              create(transaction, day);
              created.add(day);
            }
          }
          return created;
        });
  }

  /** Drops the partitions and deletes the slots of all days before {@code first}. */
  List<LocalDate> dropBefore(LocalDate first) {
    return underLock(
        transaction -> {
          List<LocalDate> dropped = new ArrayList<>();
          for (LocalDate day : days(transaction)) {
            if (day.isBefore(first)) {
              execute(transaction, "drop table " + name(day));
              dropped.add(day);
            }
          }
          // All schemes are named so that the key's index leads there.
          SqlQuery.of(
                  "delete from share_slots"
                      + " where scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO') and slot < ?",
                  first.atStartOfDay(ZoneOffset.UTC).toInstant())
              .update(transaction);
          return dropped;
        });
  }

  private static String name(LocalDate day) {
    return "shares_" + DAY.format(day);
  }

  private static boolean exists(Transaction transaction, LocalDate day) {
    return SqlQuery.of("select where to_regclass(?) is not null", name(day)).exists(transaction);
  }

  private static void create(Transaction transaction, LocalDate day) {
    String bounds = "('%sT00:00:00Z') to ('%sT00:00:00Z')".formatted(day, day.plusDays(1));
    execute(
        transaction,
        "create table " + name(day) + " partition of shares for values from " + bounds);
  }

  private static List<LocalDate> days(Transaction transaction) {
    return SqlQuery.of(CHILDREN).list(transaction, row -> row.text(1)).stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> LocalDate.parse(name.group(1), DAY))
        .toList();
  }

  private static void execute(Transaction transaction, String sql) {
    SqlQuery.of(sql).update(transaction);
  }

  private <T> T underLock(Function<Transaction, T> work) {
    return Transaction.in(
        database,
        transaction -> {
          // A lock on the table waits for running batches; do not make other batches wait behind
          // it.
          execute(transaction, "set local lock_timeout = '5s'");
          SqlQuery.of("select from pg_advisory_xact_lock(?)", ADVISORY_LOCK).exists(transaction);
          return work.apply(transaction);
        });
  }
}
