package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Shares and blocks in a ledger, for tests of other packages. */
public final class Ledgers {
  private static final AtomicInteger NONCES = new AtomicInteger();
  private static final String BLOCK =
      """
      insert into blocks (hash, height, block_hex, miner_id, worker_id, extranonce, reward, difficulty,
                          status, found_at, status_at, job_id, nonce, share_at, scheme,
                          fee_basis_points, window_factor)
      select ?, ?, '', m.id, w.id, ?, ?, ?, 'ACCEPTED', ?, ?, 'job', ?, ?, ?, ?, ?
      from miners m join workers w on w.miner_id = m.id and w.name = 'rig' where m.address = ?
      """;

  /** The store of the database that was asked for last: a persistence unit takes time to open. */
  private static DataSource lastDatabase;

  private static ShareStore lastStore;

  private Ledgers() {}

  /** The store of a database. */
  public static synchronized ShareStore store(DataSource database) {
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
            new ShareKey(0x1_0000_0002L, "job", NONCES.incrementAndGet(), when),
            new Contributor(address, "rig", scheme),
            difficulty,
            price(scheme, difficulty),
            70,
            false);
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
      DataSource database, BlockHash hash, ShareEntry own, Amount reward, Found found) {
    Instant at = own.acceptedAt();
    Transaction.run(
        database,
        transaction ->
            SqlQuery.of(
                    BLOCK,
                    hash.toString(),
                    found.height(),
                    HexFormat.of().toHexDigits(own.key().session()),
                    reward.baseUnits(),
                    found.difficulty(),
                    at,
                    at,
                    own.key().nonce(),
                    at,
                    found.terms().scheme().name(),
                    found.terms().fee().value(),
                    found.terms().windowFactor(),
                    own.address())
                .update(transaction));
  }

  /**
   * How a block was found.
   *
   * @param height its height
   * @param difficulty of the network
   * @param terms in force
   */
  public record Found(long height, long difficulty, RewardTerms terms) {}

  /** Writes shares, and whatever belongs to them, and does nothing else. */
  public static BlockJournal journal(DataSource database) {
    return new StoringJournal(Ledgers.store(database));
  }

  private record StoringJournal(ShareStore store) implements BlockJournal {

    @Override
    public CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
      return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public void settle(JournalTicket ticket) {}

    @Override
    public List<JournaledBlock> blocks() {
      return List.of();
    }

    @Override
    public void hold(ShareEntry entry) {}

    @Override
    public void release(ShareEntry entry) {}

    @Override
    public void store(ShareEntry entry, Consumer<Transaction> along) {
      store.write(List.of(entry), along);
    }
  }

  /** Partitions for some days. */
  public static void partitions(DataSource database, Instant first, int days) throws SQLException {
    LocalDate day = LocalDate.ofInstant(first, ZoneOffset.UTC);
    new SharePartitions(database).ensure(day, day.plusDays(days));
  }
}
