package org.opensy.mining.pool.ledger;

import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The daily partitions of {@code shares}, and the slots of these days. Partitions are named {@code
 * shares_yyyymmdd}, bounds at midnight UTC. Functions of the database make and drop them as the
 * owner of the schema, under a lock, so that instances of the pool take turns. Thread-safe.
 */
final class SharePartitions {
  private static final String ENSURE =
      "select to_char(day, 'YYYY-MM-DD') from create_share_days(?::date, ?::date) day";
  private static final String DROP =
      "select to_char(day, 'YYYY-MM-DD') from drop_share_days(?::date) day";

  private final DataSource database;

  SharePartitions(DataSource database) {
    this.database = database;
  }

  /**
   * Creates what is missing of the days from {@code first} to {@code last}, both included.
   *
   * @return the days that it created
   */
  List<LocalDate> ensure(LocalDate first, LocalDate last) {
    return days(SqlQuery.of(ENSURE, first.toString(), last.toString()));
  }

  /**
   * Drops the partitions and deletes the slots of all days before {@code first}.
   *
   * @return the days that it dropped
   */
  List<LocalDate> dropBefore(LocalDate first) {
    return days(SqlQuery.of(DROP, first.toString()));
  }

  private List<LocalDate> days(SqlQuery query) {
    return Transaction.in(
        database, transaction -> query.list(transaction, row -> LocalDate.parse(row.text(1))));
  }
}
