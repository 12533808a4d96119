package org.opensy.mining.pool.payout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.SqlTime;
import org.opensy.mining.pool.ledger.SqlWork;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MoneyEvent;

/**
 * Hands the pool's fee, less the network fees that the pool paid, to the operator's address, which
 * is then paid as any miner is. Without such an address the fee stays with the pool. Thread-safe.
 */
final class OperatorFee {
  private static final String MINER =
      """
      with made as (insert into miners (address, created_at) values (?, ?)
                    on conflict (address) do nothing returning id)
      select id from made union all select id from miners where address = ?
      """;
  private static final String LAST_EVENT = "select coalesce(max(id), 0) from money_events";

  private final DataSource database;
  private final Optional<Address> operator;
  private final InstantSource clock;

  OperatorFee(DataSource database, Optional<Address> operator, InstantSource clock) {
    this.database = database;
    this.operator = operator;
    this.clock = clock;
  }

  /** Assigns what has come together since the last time. */
  void assign(Fence fence) throws SQLException {
    if (operator.isEmpty()) {
      return;
    }
    SqlWork.inTransaction(
        database,
        connection -> {
          fence.check(connection);
          Map<AccountKind, Amount> totals = Balances.totals(connection);
          Amount fee = totals.get(AccountKind.FEE);
          Amount spent = totals.get(AccountKind.WALLET_FEES);
          if (fee.compareTo(spent) > 0) {
            Books.book(connection, fence, event(connection, fee, spent), clock.instant());
          }
          return null;
        });
  }

  /** Named after the event before it: under the fence no other can come between. */
  private MoneyEvent event(Connection connection, Amount fee, Amount spent) throws SQLException {
    long miner = minerId(connection, operator.orElseThrow().toString());
    return MoneyEvent.of(EventKind.FEE_ASSIGNED, "after-" + lastEvent(connection))
        .decrease(Account.of(AccountKind.FEE), fee)
        .decrease(Account.of(AccountKind.WALLET_FEES), spent)
        .increase(Account.of(AccountKind.MINER_PAYABLE, miner), fee.minus(spent))
        .build();
  }

  private long minerId(Connection connection, String address) throws SQLException {
    Instant now = clock.instant();
    try (PreparedStatement statement = connection.prepareStatement(MINER)) {
      statement.setString(1, address);
      statement.setTimestamp(2, SqlTime.of(now));
      statement.setString(3, address);
      return number(statement);
    }
  }

  private static long lastEvent(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST_EVENT)) {
      return number(query);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
