package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.ShareKey;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

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
      "update blocks set status = ?, status_at = ?, reason = null, version = version + 1"
          + " where id = ? and status = ?";

  private final DataSource database;

  OwnBlocks(DataSource database) {
    this.database = database;
  }

  /** Blocks above a height whose booking may have to change, oldest first. */
  List<OwnBlock> watched(long above) {
    return Transaction.reading(
        database, transaction -> SqlQuery.of(WATCHED, above).list(transaction, OwnBlocks::block));
  }

  /** Blocks that were never credited and may still be. */
  List<OwnBlock> unsplit() {
    return Transaction.reading(
        database, transaction -> SqlQuery.of(UNSPLIT).list(transaction, OwnBlocks::block));
  }

  /** A block of ours. */
  Optional<OwnBlock> find(BlockHash hash) {
    return Transaction.reading(database, transaction -> find(transaction, hash));
  }

  /** A block of ours, seen from within a transaction. */
  static Optional<OwnBlock> find(Transaction transaction, BlockHash hash) {
    return SqlQuery.of(BY_HASH, hash.toString()).first(transaction, OwnBlocks::block);
  }

  /** Whether an earlier block of the same scheme still has to be decided. */
  boolean isUndecidedBefore(OwnBlock block) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(UNDECIDED_BEFORE, block.pay().terms().scheme().name(), block.foundAt())
                .exists(transaction));
  }

  /** The block of the same scheme that was found before, unless every node refused it. */
  Optional<OwnBlock> previous(OwnBlock block) {
    return Transaction.reading(database, transaction -> previous(transaction, block));
  }

  /** The same, seen from within a transaction. */
  static Optional<OwnBlock> previous(Transaction transaction, OwnBlock block) {
    return SqlQuery.of(PREVIOUS, block.pay().terms().scheme().name(), block.foundAt(), block.id())
        .first(transaction, OwnBlocks::block);
  }

  /**
   * Moves a block on, within the caller's transaction.
   *
   * @throws DatabaseException if somebody else has moved it meanwhile
   */
  static void move(Transaction transaction, OwnBlock block, BlockStatus next, Instant when) {
    if (!block.status().canBecome(next)) {
      throw new IllegalStateException(block + " cannot become " + next + " from " + block.status());
    }
    int moved =
        SqlQuery.of(MOVE, next.name(), when, block.id(), block.status().name()).update(transaction);
    if (moved != 1) {
      throw new DatabaseException("block " + block.hash() + " is no longer " + block.status());
    }
  }

  private static OwnBlock block(Row row) {
    RewardScheme scheme = RewardScheme.valueOf(row.text("scheme"));
    BlockShare share =
        new BlockShare(
            new ShareKey(
                Long.parseUnsignedLong(row.text("extranonce"), 16),
                row.text("job_id"),
                row.integer("nonce"),
                row.instant("share_at")),
            scheme,
            row.text("address"));
    RewardTerms terms =
        new RewardTerms(
            scheme, new BasisPoints(row.integer("fee_basis_points")), row.decimal("window_factor"));
    return new OwnBlock(
        row.number("id"),
        new OwnBlock.Place(BlockHash.ofDisplayHex(row.text("hash")), row.number("height")),
        BlockStatus.valueOf(row.text("status")),
        share,
        new OwnBlock.Pay(Amount.ofBaseUnits(row.number("reward")), terms, row.whole("difficulty")));
  }
}
