package org.opensy.mining.pool.money;

import java.util.EnumMap;
import java.util.Map;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Reads balances. Thread-safe. */
public final class Balances {
  private static final String TOTALS =
      "select kind, sum(balance)::bigint from accounts group by kind";
  private static final String OF_MINER =
      "select a.kind, a.balance from accounts a join miners m on m.id = a.miner_id"
          + " where m.address = ?";

  private Balances() {}

  /** The sum of the balances of each kind of account, zero where there is none. */
  public static Map<AccountKind, Amount> totals(Transaction transaction) {
    return read(transaction, SqlQuery.of(TOTALS));
  }

  /** A miner's balances; all zero for somebody unknown. */
  public static MinerBalance ofMiner(Transaction transaction, String address) {
    Map<AccountKind, Amount> balances = read(transaction, SqlQuery.of(OF_MINER, address));
    return new MinerBalance(
        balances.get(AccountKind.MINER_IMMATURE),
        balances.get(AccountKind.MINER_PAYABLE),
        balances.get(AccountKind.MINER_RESERVED),
        balances.get(AccountKind.MINER_PAID));
  }

  private static Map<AccountKind, Amount> read(Transaction transaction, SqlQuery query) {
    Map<AccountKind, Amount> balances = new EnumMap<>(AccountKind.class);
    for (AccountKind kind : AccountKind.values()) {
      balances.put(kind, Amount.ZERO);
    }
    query.walk(
        transaction,
        row -> {
          balances.put(AccountKind.valueOf(row.text(1)), Amount.ofBaseUnits(row.number(2)));
          return true;
        });
    return balances;
  }
}
