package org.opensy.mining.pool.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;

/**
 * How much work blocks took. Every method throws an {@link SQLException} or a {@link
 * org.opensy.mining.pool.ledger.LedgerException} if the database fails. Thread-safe.
 */
public final class Efforts {
  private static final String LAST =
      "select max(share_at) from blocks where scheme = ? and status <> 'REFUSED'";
  private static final String LAST_OF_MINER =
      "select max(b.share_at) from blocks b join miners m on m.id = b.miner_id"
          + " where b.scheme = ? and b.status <> 'REFUSED' and m.address = ?";
  private static final String LATEST =
      "select r.effort_work, b.difficulty from block_rewards r join blocks b on b.id = r.block_id"
          + " where b.scheme = ? order by b.share_at desc limit ?";

  private final DataSource database;
  private final RewardWindows windows;

  /** On the pool's database. */
  public Efforts(DataSource database) {
    this.database = database;
    this.windows = new RewardWindows(database);
  }

  /**
   * Of the round that is open: the scheme's work since its last block.
   *
   * @param difficulty of the network, in expected hashes
   */
  public Effort current(RewardScheme scheme, BigInteger difficulty, Instant now)
      throws SQLException {
    Instant since = instant(LAST, scheme.name()).orElse(Instant.EPOCH);
    return new Effort(windows.work(scheme, since, now), difficulty);
  }

  /**
   * The same of one miner: its work under a scheme since the last block that it found itself.
   *
   * @param miner canonical text of its address
   */
  public Effort ofMiner(RewardScheme scheme, String miner, BigInteger difficulty, Instant now)
      throws SQLException {
    Instant since = instant(LAST_OF_MINER, scheme.name(), miner).orElse(Instant.EPOCH);
    return new Effort(windows.work(scheme, miner, since, now), difficulty);
  }

  /** Of the scheme's latest blocks, newest first, orphans included: they took work as well. */
  public List<Effort> latest(RewardScheme scheme, int limit) throws SQLException {
    List<Effort> efforts = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(LATEST)) {
      query.setString(1, scheme.name());
      query.setInt(2, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          efforts.add(new Effort(whole(rows.getBigDecimal(1)), whole(rows.getBigDecimal(2))));
        }
      }
    }
    return efforts;
  }

  private static BigInteger whole(BigDecimal number) {
    return number.toBigIntegerExact();
  }

  private Optional<Instant> instant(String sql, String... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setString(i + 1, values[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
      }
    }
  }
}
