package org.opensy.mining.pool.payout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.SqlWork;

/** A miner's own minimum payout; it counts where it is higher than the pool's. Thread-safe. */
public final class MinimumPayout {
  private static final String SET = "update miners set minimum_payout = ? where address = ?";
  private static final String GET =
      "select minimum_payout from miners where address = ? and minimum_payout is not null";

  private MinimumPayout() {}

  /**
   * Sets or, with nothing, removes it.
   *
   * @param minimum positive
   * @return false if nobody has mined with this address
   */
  public static boolean set(DataSource database, Address miner, Optional<Amount> minimum)
      throws SQLException {
    return SqlWork.inTransaction(
        database,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(SET)) {
            update.setObject(1, minimum.map(Amount::baseUnits).orElse(null), Types.BIGINT);
            update.setString(2, miner.toString());
            return update.executeUpdate() > 0;
          }
        });
  }

  /** A miner's own minimum; nothing if it has none or is unknown. */
  public static Optional<Amount> of(Connection connection, String address) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(GET)) {
      query.setString(1, address);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Amount.ofBaseUnits(row.getLong(1))) : Optional.empty();
      }
    }
  }
}
