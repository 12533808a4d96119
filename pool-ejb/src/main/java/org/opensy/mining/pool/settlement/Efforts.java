package org.opensy.mining.pool.settlement;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * How much work blocks took. Every method throws a {@link DatabaseException} or a {@link
 * org.opensy.mining.pool.ledger.LedgerException} if the database fails. Thread-safe.
 */
public final class Efforts {
  private static final String LAST =
      "select max(share_at) from blocks where scheme = ? and " + BlockTable.ENDED_A_ROUND;
  private static final String LAST_OF_MINER =
      "select max(b.share_at) from blocks b join miners m on m.id = b.miner_id"
          + " where b.scheme = ? and m.address = ? and "
          + BlockTable.ENDED_A_ROUND;
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
  public Effort current(RewardScheme scheme, BigInteger difficulty, Instant now) {
    Instant since = lastBlock(LAST, scheme.name());
    return new Effort(windows.work(scheme, since, now), difficulty);
  }

  /**
   * The same of one miner: its work under a scheme since the last block that it found itself.
   *
   * @param miner canonical text of its address
   */
  public Effort ofMiner(RewardScheme scheme, String miner, BigInteger difficulty, Instant now) {
    Instant since = lastBlock(LAST_OF_MINER, scheme.name(), miner);
    return new Effort(windows.work(scheme, miner, since, now), difficulty);
  }

  /** Of the scheme's latest blocks, newest first, orphans included: they took work as well. */
  public List<Effort> latest(RewardScheme scheme, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(LATEST, scheme.name(), limit)
                .list(transaction, row -> new Effort(row.whole(1), row.whole(2))));
  }

  private Instant lastBlock(String sql, Object... values) {
    return Transaction.reading(
            database,
            transaction -> SqlQuery.of(sql, values).one(transaction, row -> row.optionalInstant(1)))
        .orElse(Instant.EPOCH);
  }
}
