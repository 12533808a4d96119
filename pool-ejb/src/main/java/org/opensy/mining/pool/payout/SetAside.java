package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Miners whose payment the node refused when it stood alone. They are in no batch any more; each is
 * tried alone after all others, and is like any other again once that went through. Thread-safe.
 */
public final class SetAside {
  private static final String NOTE =
      "insert into payees_set_aside (miner_id, reason, since) values (?, ?, ?)"
          + " on conflict (miner_id) do update set reason = excluded.reason";
  private static final String RELEASE = "delete from payees_set_aside where miner_id = ?";
  private static final String ALL =
      "select m.address, s.reason, s.since from payees_set_aside s"
          + " join miners m on m.id = s.miner_id order by s.since, s.miner_id";

  private SetAside() {}

  /**
   * A miner that is set aside.
   *
   * @param address canonical text
   * @param reason the node's words
   * @param since when that was first so
   */
  public record Payee(String address, String reason, Instant since) {}

  /** Everybody who is set aside, longest first. */
  public static List<Payee> all(Transaction transaction) {
    return SqlQuery.of(ALL)
        .list(transaction, row -> new Payee(row.text(1), row.text(2), row.instant(3)));
  }

  static void note(DataSource database, PayoutOutput payee, String reason, Instant now) {
    Transaction.run(
        database,
        transaction -> SqlQuery.of(NOTE, payee.minerId(), reason, now).update(transaction));
  }

  static void release(DataSource database, PayoutOutput payee) {
    Transaction.run(
        database, transaction -> SqlQuery.of(RELEASE, payee.minerId()).update(transaction));
  }
}
