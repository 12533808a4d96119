package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.util.List;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Reasons why nothing is paid until a person has looked. Thread-safe. */
public final class Halts {
  private static final String HALT =
      "insert into payout_halts (cause, reason, at) values (?, ?, ?) on conflict do nothing";
  private static final String OPEN =
      "select cause, reason, at from payout_halts where lifted_at is null order by id";
  private static final String LIFT =
      "update payout_halts set lifted_at = ?, lifted_by = ? where cause = ? and lifted_at is null";

  /** The cause of the halts of persons, of which there may be several. */
  public static final String BY_HAND = "by-hand";

  private Halts() {}

  /**
   * An open halt.
   *
   * @param cause names it, for {@link #lift}
   * @param reason in words
   * @param at since when
   */
  public record Halt(String cause, String reason, Instant at) {}

  /**
   * Stops payouts; does nothing if they are stopped for that cause already, unless that is {@link
   * #BY_HAND}.
   */
  public static void halt(Transaction transaction, String cause, String reason, Instant when) {
    SqlQuery.of(HALT, cause, reason, when).update(transaction);
  }

  /** What stops payouts now, oldest first. */
  public static List<Halt> open(Transaction transaction) {
    return SqlQuery.of(OPEN)
        .list(transaction, row -> new Halt(row.text(1), row.text(2), row.instant(3)));
  }

  /**
   * A person has looked; lifts all open halts of that cause.
   *
   * @return false if there is none
   */
  public static boolean lift(Transaction transaction, String cause, String who, Instant when) {
    return SqlQuery.of(LIFT, when, who, cause).update(transaction) > 0;
  }
}
