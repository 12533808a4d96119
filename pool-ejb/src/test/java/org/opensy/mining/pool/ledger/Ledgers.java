package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.AcceptedShare;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareValue;

/** Shares and blocks in a ledger, for tests of other packages. */
public final class Ledgers {
  private static final AtomicInteger NONCES = new AtomicInteger();
  private static final String BLOCK =
      """
      insert into blocks (hash, height, block_hex, miner_id, worker_id, extranonce, reward, difficulty,
                          status, found_at, status_at, version, job_id, nonce, share_at, scheme,
                          fee_basis_points, window_factor)
      select ?, ?, '', m.id, w.id, ?, ?, ?, 'ACCEPTED', ?, ?, 1, 'job', ?, ?, ?, ?, ?
      from miners m join workers w on w.miner_id = m.id and w.name = 'rig' where m.address = ?
      """;

  /** The store of the database that was asked for last: a persistence unit takes time to open. */
  private static DataSource lastDatabase;

  private static ShareStore lastStore;

  private Ledgers() {}

  /** The store of a database. */
  static synchronized ShareStore store(DataSource database) {
    if (lastDatabase != database) {
      lastDatabase = database;
      lastStore = new ShareStore(database, new LocalTransactions(database));
    }
    return lastStore;
  }

  /** Stores a share as the pool does. */
  public static ShareEntry share(
      DataSource database, Instant when, String address, RewardScheme scheme, long difficulty)
      throws SQLException {
    ShareEntry entry =
        new ShareEntry(
            new AcceptedShare(
                when,
                new Contributor(address, "rig", scheme),
                new ShareValue(difficulty, price(scheme, difficulty)),
                70,
                false),
            new Extranonce(1, 2),
            "job",
            new Nonce(NONCES.incrementAndGet()));
    Ledgers.store(database).write(List.of(entry));
    return entry;
  }

  /** A third of a base unit a hash: never whole. */
  private static Optional<BigInteger> price(RewardScheme scheme, long difficulty) {
    return scheme == RewardScheme.PPS
        ? Optional.of(BigInteger.valueOf(difficulty).shiftLeft(32).divide(BigInteger.valueOf(3)))
        : Optional.empty();
  }

  /** Stores a block that a node took, and whose own share is stored. */
  public static void block(
      DataSource database, BlockHash hash, ShareEntry own, Amount reward, Found found)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(BLOCK)) {
      insert.setString(1, hash.toString());
      insert.setLong(2, found.height());
      insert.setString(3, own.extranonce().toString());
      insert.setLong(4, reward.baseUnits());
      insert.setLong(5, found.difficulty());
      insert.setTimestamp(6, SqlTime.of(own.acceptedAt()));
      insert.setTimestamp(7, SqlTime.of(own.acceptedAt()));
      insert.setInt(8, own.nonce().value());
      insert.setTimestamp(9, SqlTime.of(own.acceptedAt()));
      insert.setString(10, found.terms().scheme().name());
      insert.setInt(11, found.terms().fee().value());
      insert.setBigDecimal(12, found.terms().windowFactor());
      insert.setString(13, own.share().address());
      insert.executeUpdate();
    }
  }

  /**
   * How a block was found.
   *
   * @param height its height
   * @param difficulty of the network
   * @param terms in force
   */
  public record Found(long height, long difficulty, RewardTerms terms) {}

  /** Partitions for some days. */
  public static void partitions(DataSource database, Instant first, int days) throws SQLException {
    LocalDate day = LocalDate.ofInstant(first, ZoneOffset.UTC);
    new SharePartitions(database).ensure(day, day.plusDays(days));
  }
}
