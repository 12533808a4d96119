package org.opensy.mining.pool.money;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.opensy.mining.pool.chain.Amount;

/** Reads balances. Thread-safe. */
public final class Balances {
  private static final String TOTALS =
      "select kind, sum(balance)::bigint from accounts group by kind";
  private static final String OF_MINER =
      "select a.kind, a.balance from accounts a join miners m on m.id = a.miner_id"
          + " where m.address = ?";

  private Balances() {}

  /** The sum of the balances of each kind of account, zero where there is none. */
  public static Map<AccountKind, Amount> totals(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOTALS)) {
      return read(query);
    }
  }

  /** A miner's balances; all zero for somebody unknown. */
  public static MinerBalance ofMiner(Connection connection, String address) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_MINER)) {
      query.setString(1, address);
      Map<AccountKind, Amount> balances = read(query);
      return new MinerBalance(
          balances.get(AccountKind.MINER_IMMATURE),
          balances.get(AccountKind.MINER_PAYABLE),
          balances.get(AccountKind.MINER_RESERVED),
          balances.get(AccountKind.MINER_PAID));
    }
  }

  private static Map<AccountKind, Amount> read(PreparedStatement query) throws SQLException {
    Map<AccountKind, Amount> balances = new EnumMap<>(AccountKind.class);
    for (AccountKind kind : AccountKind.values()) {
      balances.put(kind, Amount.ZERO);
    }
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        balances.put(AccountKind.valueOf(rows.getString(1)), Amount.ofBaseUnits(rows.getLong(2)));
      }
    }
    return balances;
  }
}
