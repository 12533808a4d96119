package org.opensy.mining.pool.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.SqlWork;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MoneyEvent;

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
  int credit(Fence fence) throws SQLException {
    return SqlWork.inTransaction(
        database,
        connection -> {
          fence.check(connection);
          List<Earning> earnings = earnings(connection);
          for (Earning earning : earnings) {
            Books.book(connection, fence, event(earning), clock.instant());
            markCredited(connection, earning);
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

  private static List<Earning> earnings(Connection connection) throws SQLException {
    List<Earning> earnings = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(EARNED);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        earnings.add(new Earning(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return earnings;
  }

  private static void markCredited(Connection connection, Earning earning) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CREDITED)) {
      update.setLong(1, earning.whole);
      update.setLong(2, earning.minerId);
      update.executeUpdate();
    }
  }
}
