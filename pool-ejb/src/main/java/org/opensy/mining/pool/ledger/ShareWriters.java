package org.opensy.mining.pool.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What the pool's instances promise each other: up to when all shares that they accepted are
 * stored. Every method throws {@link LedgerException} if the database fails. Thread-safe.
 */
public final class ShareWriters {
  private static final Duration SILENT_AFTER = Duration.ofHours(1);

  private final DataSource database;

  /** On the pool's database. */
  public ShareWriters(DataSource database) {
    this.database = database;
  }

  /**
   * Whether all shares accepted up to that instant, itself included, are stored. Ask before reading
   * what lies before it. An instance that ended without a clean stop says no until it runs again
   * under its name, or an operator deletes its row.
   */
  public boolean allStoredBefore(Instant instant) {
    return in(
        transaction ->
            !SqlQuery.of("select from share_writers where stored_until <= ? limit 1", instant)
                .exists(transaction));
  }

  /** Names of the instances whose promise is more than an hour old, in their order. */
  public List<String> silentWriters(Instant now) {
    return in(
        transaction ->
            SqlQuery.of(
                    "select instance from share_writers where stored_until < ? order by instance",
                    now.minus(SILENT_AFTER))
                .list(transaction, row -> row.text(1)));
  }

  /** Every share that the instance accepted before that is stored. */
  void promise(String instance, Instant storedUntil) {
    update(
        "insert into share_writers (instance, stored_until) values (?, ?)"
            + " on conflict (instance) do update set stored_until = excluded.stored_until",
        instance,
        storedUntil);
  }

  /** The instance accepts no more shares and has stored all. */
  void withdraw(String instance) {
    update("delete from share_writers where instance = ?", instance);
  }

  private void update(String sql, Object... values) {
    in(transaction -> SqlQuery.of(sql, values).update(transaction));
  }

  private <T> T in(Function<Transaction, T> work) {
    return LedgerException.wrapping(() -> Transaction.in(database, work));
  }
}
