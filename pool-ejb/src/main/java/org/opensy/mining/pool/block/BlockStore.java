package org.opensy.mining.pool.block;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockJournal;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Found blocks. What is stored or moved is committed when the call returns: what was stored before
 * a submission is still there after a crash. Every method but {@link #store} throws a {@link
 * org.opensy.mining.pool.sql.DatabaseException} if the database fails. Thread-safe.
 */
@ApplicationScoped
public class BlockStore {
  private final BlockJournal shares;
  private final InstantSource clock;

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource publicDatabase;

  /** For the container's proxy. */
  protected BlockStore() {
    this(null, null);
  }

  @Inject
  BlockStore(BlockJournal shares, InstantSource clock) {
    this.shares = shares;
    this.clock = clock;
  }

  BlockStore(DataSource database, BlockJournal shares, InstantSource clock) {
    this(shares, clock);
    this.database = database;
    this.publicDatabase = database;
  }

  /**
   * Stores a block as {@link BlockStatus#FOUND}, with its hex and its own share, both or neither.
   * Storing it again changes nothing.
   *
   * @throws RuntimeException if the database fails
   */
  public void store(BlockFind find) {
    shares.store(
        find.share(), transaction -> BlockTable.insert(transaction, find, clock.instant()));
  }

  /**
   * Moves a block on.
   *
   * @param reason the node's word for a refusal, or what is unclear; may be empty
   * @return false if there is no such block or it cannot go there from where it is
   */
  public boolean mark(BlockHash hash, BlockStatus next, String reason) {
    return Transaction.in(
        database,
        transaction -> {
          Optional<Block> seen =
              BlockTable.find(transaction, hash).filter(block -> block.status().canBecome(next));
          seen.ifPresent(
              block -> BlockTable.move(transaction, block, next, reason, clock.instant()));
          return seen.isPresent();
        });
  }

  /** A block of ours. */
  public Optional<Block> find(BlockHash hash) {
    return Transaction.reading(database, transaction -> BlockTable.find(transaction, hash));
  }

  /** All bytes of a block that is there, as {@code submitblock} takes them. */
  public String hex(BlockHash hash) {
    return Transaction.reading(database, transaction -> BlockTable.hex(transaction, hash));
  }

  /** Blocks of certain statuses, oldest first: those that still need somebody's attention. */
  public List<Block> withStatus(Collection<BlockStatus> statuses) {
    return Transaction.reading(
        database, transaction -> BlockTable.withStatus(transaction, statuses));
  }

  /** Whether another block of ours on the same parent goes before one that is there. */
  boolean isAfterAnother(BlockHash hash) {
    return Transaction.reading(
        database, transaction -> BlockTable.isAfterAnother(transaction, hash));
  }

  /**
   * The first block that was kept back and need not be any more.
   *
   * @param before it is kept back since
   */
  Optional<Block> nextSibling(Instant before) {
    return Transaction.reading(
        database, transaction -> BlockTable.nextSibling(transaction, before));
  }

  /** Gives up the siblings of blocks that are buried, and answers how many they were. */
  int supersede() {
    return Transaction.in(
        database, transaction -> BlockTable.supersede(transaction, clock.instant()));
  }

  /** When the last block on the best chain was found; for the public. */
  public Optional<Instant> lastFoundAt() {
    return Transaction.reading(publicDatabase, BlockTable::lastFoundAt);
  }

  /** Number of blocks of each status; every status is there; for the public. */
  public Map<BlockStatus, Long> counts() {
    return Transaction.reading(publicDatabase, BlockTable::counts);
  }
}
