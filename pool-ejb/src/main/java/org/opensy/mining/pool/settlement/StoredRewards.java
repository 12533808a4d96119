package org.opensy.mining.pool.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;

/** Reads rewards that were split. Thread-safe. */
public final class StoredRewards {
  private static final String HASHES =
      "select b.hash from block_rewards r join blocks b on b.id = r.block_id order by b.id";
  private static final String SELECT =
      "select carried_in, fee, operator, carried_out, effort_work, window_begin, upto_share_id, root, turn"
          + " from block_rewards where block_id = ?";
  private static final String SHARES =
      "select s.miner_id, m.address, s.work, s.amount, s.fee_free from block_shares s"
          + " join miners m on m.id = s.miner_id where s.block_id = ?";

  private StoredRewards() {}

  /** All blocks whose reward was split, oldest first. */
  public static List<BlockHash> hashes(Connection connection) throws SQLException {
    List<BlockHash> hashes = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(HASHES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        hashes.add(BlockHash.ofDisplayHex(rows.getString(1)));
      }
    }
    return hashes;
  }

  /** The reward of a block; nothing if it is not ours or not split yet. */
  public static Optional<StoredReward> find(Connection connection, BlockHash hash)
      throws SQLException {
    Optional<OwnBlock> block = OwnBlocks.find(connection, hash);
    return block.isPresent() ? find(connection, block.get()) : Optional.empty();
  }

  /** The own share of the block of the same scheme before, where the window of PROP begins. */
  public static Optional<BlockShare> shareOfBlockBefore(Connection connection, StoredReward reward)
      throws SQLException {
    return OwnBlocks.previous(connection, reward.block()).map(OwnBlock::share);
  }

  /** The reward of a block that was split before. */
  static StoredReward read(Connection connection, OwnBlock block) throws SQLException {
    return find(connection, block)
        .orElseThrow(() -> new SQLException("no reward is stored for " + block));
  }

  private static Optional<StoredReward> find(Connection connection, OwnBlock block)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setLong(1, block.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(reward(connection, block, row)) : Optional.empty();
      }
    }
  }

  private static StoredReward reward(Connection connection, OwnBlock block, ResultSet row)
      throws SQLException {
    List<RewardShare> shares = new ArrayList<>();
    Map<String, Long> minerIds = new HashMap<>();
    Set<String> feeFree = new HashSet<>();
    readShares(connection, block, shares, minerIds, feeFree);
    RewardSplit split =
        new RewardSplit(
            shares,
            Amount.ofBaseUnits(row.getLong("fee")),
            Amount.ofBaseUnits(row.getLong("operator")),
            Amount.ofBaseUnits(row.getLong("carried_in")),
            Amount.ofBaseUnits(row.getLong("carried_out")));
    StoredReward.Basis basis =
        new StoredReward.Basis(
            new StoredReward.Work(
                row.getBigDecimal("effort_work").toBigIntegerExact(),
                row.getTimestamp("window_begin").toInstant(),
                row.getLong("upto_share_id")),
            row.getString("root"),
            row.getInt("turn"));
    return new StoredReward(block, split, basis, minerIds, feeFree);
  }

  private static void readShares(
      Connection connection,
      OwnBlock block,
      List<RewardShare> shares,
      Map<String, Long> minerIds,
      Set<String> feeFree)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SHARES)) {
      query.setLong(1, block.id());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String address = rows.getString("address");
          shares.add(
              new RewardShare(
                  address,
                  rows.getBigDecimal("work").toBigIntegerExact(),
                  Amount.ofBaseUnits(rows.getLong("amount"))));
          minerIds.put(address, rows.getLong("miner_id"));
          if (rows.getBoolean("fee_free")) {
            feeFree.add(address);
          }
        }
      }
    }
    shares.sort(Comparator.comparing(RewardShare::address));
  }
}
