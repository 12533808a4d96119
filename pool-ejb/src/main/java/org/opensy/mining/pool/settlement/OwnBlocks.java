package org.opensy.mining.pool.settlement;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.SqlTime;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;

/** Reads our blocks for the settlement, and moves their status on. Thread-safe. */
final class OwnBlocks {
  private static final String SELECT =
      """
      select b.id, b.hash, b.height, b.status, b.extranonce, b.job_id, b.nonce, b.share_at, b.scheme,
             b.fee_basis_points, b.window_factor, b.reward, b.difficulty, m.address
      from blocks b join miners m on m.id = b.miner_id
      """;

  /** Oldest first: blocks are credited in the order in which they were found. */
  private static final String WATCHED =
      SELECT
          + " where b.status in ('ACCEPTED', 'INCONCLUSIVE', 'IMMATURE', 'ORPHANED', 'LOST',"
          + " 'MATURED') and b.height > ? order by b.share_at, b.id";

  /** Blocks that were never credited and may still be. */
  private static final String UNSPLIT =
      SELECT + " where b.status in ('FOUND', 'SUBMITTED', 'UNKNOWN', 'ACCEPTED', 'INCONCLUSIVE')";

  private static final String BY_HASH = SELECT + " where b.hash = ?";

  /** What is still on its way may turn out to be on the chain, and would then come first. */
  private static final String UNDECIDED_BEFORE =
      "select from blocks where scheme = ? and share_at < ?"
          + " and status in ('FOUND', 'SUBMITTED', 'UNKNOWN') limit 1";

  private static final String PREVIOUS =
      SELECT
          + " where b.scheme = ? and (b.share_at, b.id) < (?, ?) and b.status <> 'REFUSED'"
          + " order by b.share_at desc, b.id desc limit 1";

  private static final String MOVE =
      "update blocks set status = ?, status_at = ?, reason = ?, version = version + 1"
          + " where id = ? and status = ?";

  private final DataSource database;

  OwnBlocks(DataSource database) {
    this.database = database;
  }

  /** Blocks above a height whose booking may have to change, oldest first. */
  List<OwnBlock> watched(long above) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(WATCHED)) {
      query.setLong(1, above);
      return read(query);
    }
  }

  /** Blocks that were never credited and may still be. */
  List<OwnBlock> unsplit() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(UNSPLIT)) {
      return read(query);
    }
  }

  /** A block of ours. */
  Optional<OwnBlock> find(BlockHash hash) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return find(connection, hash);
    }
  }

  /** A block of ours, seen from within a transaction. */
  static Optional<OwnBlock> find(Connection connection, BlockHash hash) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_HASH)) {
      query.setString(1, hash.toString());
      return read(query).stream().findFirst();
    }
  }

  /** Whether an earlier block of the same scheme still has to be decided. */
  boolean isUndecidedBefore(OwnBlock block) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(UNDECIDED_BEFORE)) {
      query.setString(1, block.pay().terms().scheme().name());
      query.setTimestamp(2, SqlTime.of(block.foundAt()));
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** The block of the same scheme that was found before, unless every node refused it. */
  Optional<OwnBlock> previous(OwnBlock block) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return previous(connection, block);
    }
  }

  /** The same, seen from within a transaction. */
  static Optional<OwnBlock> previous(Connection connection, OwnBlock block) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PREVIOUS)) {
      query.setString(1, block.pay().terms().scheme().name());
      query.setTimestamp(2, SqlTime.of(block.foundAt()));
      query.setLong(3, block.id());
      return read(query).stream().findFirst();
    }
  }

  /**
   * Moves a block on, within the caller's transaction.
   *
   * @throws SQLException if somebody else has moved it meanwhile
   */
  static void move(Connection connection, OwnBlock block, BlockStatus next, Instant when)
      throws SQLException {
    if (!block.status().canBecome(next)) {
      throw new IllegalStateException(block + " cannot become " + next + " from " + block.status());
    }
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setString(1, next.name());
      update.setTimestamp(2, SqlTime.of(when));
      update.setString(3, null);
      update.setLong(4, block.id());
      update.setString(5, block.status().name());
      if (update.executeUpdate() != 1) {
        throw new SQLException("block " + block.hash() + " is no longer " + block.status());
      }
    }
  }

  private static List<OwnBlock> read(PreparedStatement query) throws SQLException {
    List<OwnBlock> blocks = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        blocks.add(block(rows));
      }
    }
    return blocks;
  }

  private static OwnBlock block(ResultSet row) throws SQLException {
    RewardScheme scheme = RewardScheme.valueOf(row.getString("scheme"));
    BlockShare share =
        new BlockShare(
            new ShareKey(
                Long.parseUnsignedLong(row.getString("extranonce"), 16),
                row.getString("job_id"),
                row.getInt("nonce"),
                row.getTimestamp("share_at").toInstant()),
            scheme,
            row.getString("address"));
    RewardTerms terms =
        new RewardTerms(
            scheme,
            new BasisPoints(row.getInt("fee_basis_points")),
            row.getBigDecimal("window_factor"));
    BigDecimal difficulty = row.getBigDecimal("difficulty");
    return new OwnBlock(
        row.getLong("id"),
        new OwnBlock.Place(BlockHash.ofDisplayHex(row.getString("hash")), row.getLong("height")),
        BlockStatus.valueOf(row.getString("status")),
        share,
        new OwnBlock.Pay(
            Amount.ofBaseUnits(row.getLong("reward")), terms, difficulty.toBigIntegerExact()));
  }
}
