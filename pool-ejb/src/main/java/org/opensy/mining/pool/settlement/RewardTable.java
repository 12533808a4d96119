package org.opensy.mining.pool.settlement;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.opensy.mining.pool.ledger.SqlTime;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;

/** Rewards and the miners' parts of them, stored once a block. Thread-safe. */
final class RewardTable {
  private static final String INSERT =
      """
      insert into block_rewards (block_id, reward, carried_in, fee, operator, carried_out, work,
                                 effort_work, window_begin, upto_share_id, root, turn, split_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
      """;
  private static final String INSERT_SHARES =
      """
      insert into block_shares (block_id, miner_id, work, amount, fee_free)
      select ?, m.id, s.work, s.amount, s.fee_free
      from unnest(?::text[], ?::numeric[], ?::bigint[], ?::boolean[])
        as s (address, work, amount, fee_free)
      join miners m on m.address = s.address
      """;
  private static final String NEXT_TURN =
      "update block_rewards set turn = turn + 1 where block_id = ?";

  private RewardTable() {}

  static void insert(Connection connection, StoredReward reward, Instant when) throws SQLException {
    OwnBlock block = reward.block();
    RewardSplit split = reward.split();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, block.id());
      statement.setLong(2, block.pay().reward().baseUnits());
      statement.setLong(3, split.carriedIn().baseUnits());
      statement.setLong(4, split.fee().baseUnits());
      statement.setLong(5, split.operator().baseUnits());
      statement.setLong(6, split.carriedOut().baseUnits());
      statement.setBigDecimal(7, new BigDecimal(split.work()));
      statement.setBigDecimal(8, new BigDecimal(reward.basis().work().effort()));
      statement.setTimestamp(9, SqlTime.of(reward.basis().work().begin()));
      statement.setLong(10, reward.basis().work().uptoShareId());
      statement.setString(11, reward.basis().root());
      statement.setTimestamp(12, SqlTime.of(when));
      statement.executeUpdate();
    }
    insertShares(connection, reward);
  }

  private static void insertShares(Connection connection, StoredReward reward) throws SQLException {
    List<RewardShare> shares = reward.split().shares();
    Array addresses =
        connection.createArrayOf("text", shares.stream().map(RewardShare::address).toArray());
    Array works =
        connection.createArrayOf(
            "numeric", shares.stream().map(share -> new BigDecimal(share.work())).toArray());
    Array amounts =
        connection.createArrayOf(
            "int8", shares.stream().map(share -> share.amount().baseUnits()).toArray());
    Array feeFree =
        connection.createArrayOf(
            "bool", shares.stream().map(share -> reward.isFeeFree(share.address())).toArray());
    try (PreparedStatement statement = connection.prepareStatement(INSERT_SHARES)) {
      statement.setLong(1, reward.block().id());
      statement.setArray(2, addresses);
      statement.setArray(3, works);
      statement.setArray(4, amounts);
      statement.setArray(5, feeFree);
      if (statement.executeUpdate() != shares.size()) {
        throw new SQLException("a miner in the window of " + reward.block() + " is unknown");
      }
    }
  }

  /** The next event of this block gets keys of its own. */
  static void nextTurn(Connection connection, OwnBlock block) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(NEXT_TURN)) {
      update.setLong(1, block.id());
      update.executeUpdate();
    }
  }
}
