package org.opensy.mining.pool.block;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Blocks as rows, within the caller's transaction. */
public final class BlockTable {
  /** Blocks that were credited or lost and are that far below the best one are final. */
  public static final int FINAL_DEPTH = 1000;

  /**
   * Condition of blocks that end a round. One that left the chain or lost its race ended its round
   * all the same; one that was never sent did not.
   */
  public static final String ENDED_A_ROUND = "status not in ('REFUSED', 'SIBLING', 'SUPERSEDED')";

  private static final String INSERT =
      """
      insert into blocks (hash, height, block_hex, miner_id, worker_id, extranonce, reward, difficulty,
                          status, found_at, status_at, job_id, nonce, share_at, scheme,
                          fee_basis_points, window_factor)
      select ?, ?, ?, w.miner_id, w.id, ?, ?, ?, 'FOUND', ?, ?, ?, ?, ?, ?, ?, ?
      from miners m join workers w on w.miner_id = m.id and w.name = ? where m.address = ?
      on conflict (hash) do nothing
      """;

  private static final String SELECT =
      """
      select b.id, b.hash, b.height, b.extranonce, b.job_id, b.nonce, b.share_at, b.scheme,
             b.fee_basis_points, b.window_factor, b.reward, b.difficulty, b.status, b.status_at,
             b.reason, m.address, case when w.is_public and not m.hides_workers then w.name else '' end as worker
      from blocks b join miners m on m.id = b.miner_id join workers w on w.id = b.worker_id
      """;

  private static final String BY_HASH = SELECT + " where b.hash = ?";
  private static final String BY_STATUS = SELECT + " where b.status = any (?) order by b.found_at";
  private static final String LISTED =
      SELECT
          + " where b.id < ? and b.found_at >= ? and b.found_at < ? and b.scheme = any (?)"
          + " and b.status = any (?) order by b.id desc limit ?";
  private static final String BY_IDS = SELECT + " where b.id = any (?)";
  private static final String AT_HEIGHT = SELECT + " where b.height = ? order by b.id desc";
  private static final String CHANGED =
      SELECT + " where (b.status_at, b.id) > (?, ?) order by b.status_at, b.id limit ?";
  private static final String NTH_CHANGE =
      "select status_at from blocks order by status_at desc, id desc offset ? limit 1";
  private static final String HEX = "select block_hex from blocks where hash = ?";
  private static final String LAST_FOUND_AT =
      "select found_at from blocks where status in ('ACCEPTED', 'IMMATURE', 'MATURED')"
          + " order by found_at desc limit 1";
  private static final String COUNTS = "select status, count(*) from blocks group by status";

  /** Oldest first: blocks are credited in the order in which they were found. */
  private static final String WATCHED =
      SELECT
          + " where b.status in ('ACCEPTED', 'INCONCLUSIVE', 'IMMATURE')"
          + " or b.status in ('ORPHANED', 'LOST', 'MATURED') and b.height > ?"
          + " order by b.share_at, b.id";

  /** The chain is at least about as high as our highest block. */
  private static final String UNSPLIT =
      SELECT
          + " where b.status in ('FOUND', 'SIBLING', 'UNKNOWN', 'ACCEPTED', 'INCONCLUSIVE')"
          + " or b.status = 'ORPHANED' and b.height > (select max(height) from blocks) - ?"
          + " and not exists (select from block_rewards r where r.block_id = b.id)";

  /** A sibling waits while another of our blocks on its parent is on its way or on the chain. */
  private static final String TO_BE_SENT =
      "b.status = 'SIBLING' and not exists (select from blocks o where o.parent = b.parent"
          + " and o.status in ('FOUND', 'UNKNOWN', 'ACCEPTED', 'IMMATURE', 'MATURED'))";

  private static final String NEXT_SIBLING =
      SELECT + " where b.status_at < ? and " + TO_BE_SENT + " order by b.found_at, b.id limit 1";

  private static final String AFTER_ANOTHER =
      "select from blocks b join blocks o on o.parent = b.parent and o.id <> b.id where b.hash = ?"
          + " and (o.status in ('UNKNOWN', 'ACCEPTED', 'IMMATURE', 'MATURED')"
          + " or o.status = 'FOUND' and (o.share_at, o.id) < (b.share_at, b.id)) limit 1";

  private static final String SUPERSEDE =
      "update blocks b set status = 'SUPERSEDED', status_at = ? where b.status = 'SIBLING'"
          + " and exists (select from blocks o where o.parent = b.parent and o.status = 'MATURED')";

  /** What is still on its way may turn out to be on the chain, and would then come first. */
  private static final String UNDECIDED_BEFORE =
      "select from blocks b where b.scheme = ? and b.share_at < ?"
          + " and (b.status in ('FOUND', 'UNKNOWN') or "
          + TO_BE_SENT
          + ") limit 1";

  private static final String PREVIOUS =
      SELECT
          + " where b.scheme = ? and (b.share_at, b.id) < (?, ?) and b."
          + ENDED_A_ROUND
          + " order by b.share_at desc, b.id desc limit 1";

  private static final String MOVE =
      "update blocks set status = ?, status_at = ?, reason = ? where id = ? and status = ?";

  private BlockTable() {}

  /** Inserts a block whose miner and worker are there; does nothing if the block is there too. */
  static void insert(Transaction transaction, BlockFind find, Instant now) {
    ShareKey share = find.share().key();
    RewardTerms terms = find.terms();
    int inserted =
        SqlQuery.of(
                INSERT,
                find.block().hash().toString(),
                find.block().height(),
                find.block().block().toHex(),
                HexFormat.of().toHexDigits(share.session()),
                find.reward().baseUnits(),
                find.networkDifficulty(),
                share.acceptedAt(),
                now,
                share.jobId(),
                share.nonce(),
                share.acceptedAt(),
                terms.scheme().name(),
                terms.fee().value(),
                terms.windowFactor(),
                find.share().worker(),
                find.share().address())
            .update(transaction);
    if (inserted == 0 && find(transaction, find.block().hash()).isEmpty()) {
      throw new DatabaseException("block " + find.block().hash() + " has no miner");
    }
  }

  /** A block of ours. */
  public static Optional<Block> find(Transaction transaction, BlockHash hash) {
    return SqlQuery.of(BY_HASH, hash.toString()).first(transaction, BlockTable::block);
  }

  /** All bytes of a block that is there, as {@code submitblock} takes them. */
  static String hex(Transaction transaction, BlockHash hash) {
    return SqlQuery.of(HEX, hash.toString()).one(transaction, row -> row.text(1));
  }

  /** Blocks of certain statuses, oldest first. */
  static List<Block> withStatus(Transaction transaction, Collection<BlockStatus> statuses) {
    return SqlQuery.of(BY_STATUS, SqlArray.texts(statuses, BlockStatus::name))
        .list(transaction, BlockTable::block);
  }

  /**
   * Blocks of a list, those that were stored last first.
   *
   * @param before with lower ids only
   * @param from found then or later
   * @param to found before
   */
  public static List<Block> list(
      Transaction transaction,
      long before,
      Instant from,
      Instant to,
      BlockFilter filter,
      int limit) {
    return SqlQuery.of(
            LISTED,
            before,
            from,
            to,
            SqlArray.texts(filter.schemes(), RewardScheme::name),
            SqlArray.texts(filter.statuses(), BlockStatus::name),
            limit)
        .list(transaction, BlockTable::block);
  }

  /** Blocks by their ids. */
  public static Map<Long, Block> withIds(Transaction transaction, Collection<Long> ids) {
    return SqlQuery.of(BY_IDS, SqlArray.numbers(ids, Long::longValue))
        .list(transaction, BlockTable::block)
        .stream()
        .collect(Collectors.toMap(Block::id, Function.identity()));
  }

  /**
   * Blocks that are new or whose status changed, in the order in which that happened.
   *
   * @param at changed then, with a higher id, or later
   */
  public static List<Block> changed(Transaction transaction, Instant at, long id, int limit) {
    return SqlQuery.of(CHANGED, at, id, limit).list(transaction, BlockTable::block);
  }

  /** When the change happened that so many later ones have followed; nothing if there are fewer. */
  public static Optional<Instant> nthChange(Transaction transaction, int later) {
    return SqlQuery.of(NTH_CHANGE, later).first(transaction, row -> row.instant(1));
  }

  /** All blocks of ours of a height, those that were stored last first. */
  public static List<Block> atHeight(Transaction transaction, long height) {
    return SqlQuery.of(AT_HEIGHT, height).list(transaction, BlockTable::block);
  }

  /**
   * Whether another block of ours on the same parent goes before this one: it is on the chain, or
   * may be, or no node was asked about it and it was found earlier.
   */
  static boolean isAfterAnother(Transaction transaction, BlockHash hash) {
    return SqlQuery.of(AFTER_ANOTHER, hash.toString()).exists(transaction);
  }

  /** The first sibling that nothing on its parent keeps back any more, if it was so for a while. */
  static Optional<Block> nextSibling(Transaction transaction, Instant before) {
    return SqlQuery.of(NEXT_SIBLING, before).first(transaction, BlockTable::block);
  }

  /** Gives up the siblings of blocks that are buried, and answers how many they were. */
  static int supersede(Transaction transaction, Instant now) {
    return SqlQuery.of(SUPERSEDE, now).update(transaction);
  }

  /** When the last block on the best chain was found. */
  static Optional<Instant> lastFoundAt(Transaction transaction) {
    return SqlQuery.of(LAST_FOUND_AT).first(transaction, row -> row.instant(1));
  }

  /** Number of blocks of each status; every status is there. */
  static Map<BlockStatus, Long> counts(Transaction transaction) {
    Map<BlockStatus, Long> counts = new EnumMap<>(BlockStatus.class);
    for (BlockStatus status : BlockStatus.values()) {
      counts.put(status, 0L);
    }
    SqlQuery.of(COUNTS)
        .walk(
            transaction,
            row -> {
              counts.put(BlockStatus.valueOf(row.text(1)), row.number(2));
              return true;
            });
    return counts;
  }

  /**
   * Blocks whose booking may have to change, oldest first: those that are not decided yet, and
   * those that are not final.
   *
   * @param bestHeight of the chain
   */
  public static List<Block> watched(Transaction transaction, long bestHeight) {
    return SqlQuery.of(WATCHED, bestHeight - FINAL_DEPTH).list(transaction, BlockTable::block);
  }

  /** Blocks that were never credited and may still be. */
  public static List<Block> unsplit(Transaction transaction) {
    return SqlQuery.of(UNSPLIT, FINAL_DEPTH).list(transaction, BlockTable::block);
  }

  /** Whether an earlier block of the same scheme still has to be decided. */
  public static boolean isUndecidedBefore(Transaction transaction, Block block) {
    return SqlQuery.of(UNDECIDED_BEFORE, block.share().scheme().name(), block.foundAt())
        .exists(transaction);
  }

  /** The block of the same scheme that was found before, of those that {@link #ENDED_A_ROUND}. */
  public static Optional<Block> previous(Transaction transaction, Block block) {
    return SqlQuery.of(PREVIOUS, block.share().scheme().name(), block.foundAt(), block.id())
        .first(transaction, BlockTable::block);
  }

  /**
   * Moves a block on from the status that was seen.
   *
   * @param reason the node's word for a refusal, or what is unclear; may be empty
   * @throws DatabaseException if somebody else has moved it meanwhile
   * @throws IllegalStateException if it cannot go there
   */
  public static void move(
      Transaction transaction, Block seen, BlockStatus next, String reason, Instant when) {
    if (!seen.status().canBecome(next)) {
      throw new IllegalStateException(seen + " cannot become " + next + " from " + seen.status());
    }
    Optional<String> why = Optional.of(reason).filter(text -> !text.isEmpty());
    int moved =
        SqlQuery.of(MOVE, next.name(), when, why, seen.id(), seen.status().name())
            .update(transaction);
    if (moved != 1) {
      throw new DatabaseException("block " + seen.hash() + " is no longer " + seen.status());
    }
  }

  private static Block block(Row row) {
    return new Block(
        row.number("id"),
        new Block.Place(BlockHash.ofDisplayHex(row.text("hash")), row.number("height")),
        new Block.Finder(share(row), row.text("worker")),
        new Block.Pay(
            Amount.ofBaseUnits(row.number("reward")), terms(row), row.whole("difficulty")),
        new Block.Outcome(
            BlockStatus.valueOf(row.text("status")),
            row.instant("status_at"),
            row.optionalText("reason")));
  }

  private static BlockShare share(Row row) {
    ShareKey key =
        new ShareKey(
            Long.parseUnsignedLong(row.text("extranonce"), 16),
            row.text("job_id"),
            row.integer("nonce"),
            row.instant("share_at"));
    return new BlockShare(key, RewardScheme.valueOf(row.text("scheme")), row.text("address"));
  }

  private static RewardTerms terms(Row row) {
    return new RewardTerms(
        RewardScheme.valueOf(row.text("scheme")),
        new BasisPoints(row.integer("fee_basis_points")),
        row.decimal("window_factor"));
  }
}
