package org.opensy.mining.pool.payout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.TransactionId;

/**
 * A payment as its miner sees it. Thread-safe.
 *
 * @param at when the money was set aside
 * @param amount what the miner is credited with; with the fee from miners, the network fee is in it
 * @param status where it stands
 * @param txid the transaction, once known
 */
public record MinerPayment(
    Instant at, Amount amount, PayoutStatus status, Optional<TransactionId> txid) {
  private static final String LATEST =
      """
      select p.created_at, o.amount, p.status, p.txid
      from payout_outputs o join payouts p on p.id = o.payout_id join miners m on m.id = o.miner_id
      where m.address = ? order by p.id desc limit ?
      """;

  /** The latest payments to a miner, newest first. */
  public static List<MinerPayment> latest(Connection connection, String address, int limit)
      throws SQLException {
    List<MinerPayment> payments = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LATEST)) {
      query.setString(1, address);
      query.setInt(2, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          payments.add(
              new MinerPayment(
                  rows.getTimestamp(1).toInstant(),
                  Amount.ofBaseUnits(rows.getLong(2)),
                  PayoutStatus.valueOf(rows.getString(3)),
                  Optional.ofNullable(rows.getString(4)).map(TransactionId::ofDisplayHex)));
        }
      }
    }
    return payments;
  }
}
