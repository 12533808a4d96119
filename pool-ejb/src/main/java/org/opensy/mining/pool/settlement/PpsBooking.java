package org.opensy.mining.pool.settlement;

import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Credits what shares under PPS earned, in whole base units; the operator's float pays. Fractions
 * stay with the miner's earnings until they make a whole. Thread-safe.
 */
final class PpsBooking {
  /** Earnings are in 2^-32 base units; all is well if somebody else credits meanwhile. */
  private static final String EARNED =
      """
      select miner_id, credited, div(earned, 4294967296)::bigint as whole from pps_earnings
      where div(earned, 4294967296) > credited order by miner_id for update
      """;

  private static final String CREDITED = "update pps_earnings set credited = ? where miner_id = ?";

  private final DataSource database;
  private final InstantSource clock;

  PpsBooking(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Earning(long minerId, long credited, long whole) {}

  /**
   * Credits all miners at once.
   *
   * @return how many got something
   */
  int credit(Fence fence) {
    return Transaction.in(
        database,
        transaction -> {
          fence.check(transaction);
          List<Earning> earnings = earnings(transaction);
          for (Earning earning : earnings) {
            Books.book(transaction, fence, event(earning), clock.instant());
            markCredited(transaction, earning);
          }
          return earnings.size();
        });
  }

  private static MoneyEvent event(Earning earning) {
    Amount amount = Amount.ofBaseUnits(Math.subtractExact(earning.whole, earning.credited));
    return MoneyEvent.of(EventKind.PPS_CREDITED, earning.minerId + ":" + earning.whole)
        .increase(Account.of(AccountKind.MINER_PAYABLE, earning.minerId), amount)
        .decrease(Account.of(AccountKind.OPERATOR_FLOAT), amount)
        .build();
  }

  private static List<Earning> earnings(Transaction transaction) {
    return SqlQuery.of(EARNED)
        .list(transaction, row -> new Earning(row.number(1), row.number(2), row.number(3)));
  }

  private static void markCredited(Transaction transaction, Earning earning) {
    SqlQuery.of(CREDITED, earning.whole, earning.minerId).update(transaction);
  }
}
