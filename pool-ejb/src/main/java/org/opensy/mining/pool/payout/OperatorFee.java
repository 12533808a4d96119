package org.opensy.mining.pool.payout;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

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
  void assign(Fence fence) {
    if (operator.isEmpty()) {
      return;
    }
    Transaction.run(
        database,
        transaction -> {
          fence.check(transaction);
          Map<AccountKind, Amount> totals = Balances.totals(transaction);
          Amount fee = totals.get(AccountKind.FEE);
          Amount spent = totals.get(AccountKind.WALLET_FEES);
          if (fee.compareTo(spent) > 0) {
            Books.book(transaction, fence, event(transaction, fee, spent), clock.instant());
          }
        });
  }

  /** Named after the event before it: under the fence no other can come between. */
  private MoneyEvent event(Transaction transaction, Amount fee, Amount spent) {
    long miner = minerId(transaction, operator.orElseThrow().toString());
    return MoneyEvent.of(EventKind.FEE_ASSIGNED, "after-" + lastEvent(transaction))
        .decrease(Account.of(AccountKind.FEE), fee)
        .decrease(Account.of(AccountKind.WALLET_FEES), spent)
        .increase(Account.of(AccountKind.MINER_PAYABLE, miner), fee.minus(spent))
        .build();
  }

  private long minerId(Transaction transaction, String address) {
    return SqlQuery.of(MINER, address, clock.instant(), address)
        .one(transaction, row -> row.number(1));
  }

  private static long lastEvent(Transaction transaction) {
    return SqlQuery.of(LAST_EVENT).one(transaction, row -> row.number(1));
  }
}
