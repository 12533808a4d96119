package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardWindow;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Whose work counts for a block. Shares stand in the order of their acceptance and then of their
 * ids; only those of the block's own scheme count. Ask {@link ShareWriters#allStoredBefore} first.
 * Each call sees one state of the database and throws {@link LedgerException} if the database fails
 * or a block's own share is not there. Outside of any container transaction. Thread-safe.
 */
public final class RewardWindows {
  private final DataSource database;

  /** On the pool's database. */
  public RewardWindows(DataSource database) {
    this.database = database;
  }

  /**
   * The work that counts, from the sums that are kept of it. Takes as much memory as there are
   * miners, however many shares there are.
   *
   * @param own the block's own share, at which the window ends
   */
  public RewardWindow read(BlockShare own, WindowRequest request) {
    return inSnapshot(
        transaction ->
            window(
                transaction,
                own,
                request,
                new SlotReading(WorkSums.ofAll(transaction, own.scheme()))));
  }

  /**
   * The same from shares alone, and only those with ids up to {@code uptoShareId}; independent of
   * the sums, and much slower.
   */
  public RewardWindow readFromShares(BlockShare own, WindowRequest request, long uptoShareId) {
    return inSnapshot(
        transaction ->
            window(
                transaction, own, request, new RawReading(transaction, own.scheme(), uptoShareId)));
  }

  /** The highest id of a share; 0 if there is none. */
  public long lastShareId() {
    return inSnapshot(
        transaction ->
            SqlQuery.of("select coalesce(max(id), 0) from shares")
                .one(transaction, row -> row.number(1)));
  }

  /**
   * All work of a scheme accepted after {@code from}, up to and including {@code to}.
   *
   * @param from {@link Instant#EPOCH} for the beginning
   * @return expected hashes
   */
  public BigInteger work(RewardScheme scheme, Instant from, Instant to) {
    return inSnapshot(
        transaction -> work(new SlotReading(WorkSums.ofAll(transaction, scheme)), from, to));
  }

  /**
   * The same of one miner.
   *
   * @param address canonical text
   */
  public BigInteger work(RewardScheme scheme, String address, Instant from, Instant to) {
    return inSnapshot(
        transaction ->
            work(new SlotReading(WorkSums.ofOne(transaction, scheme, address)), from, to));
  }

  /**
   * An instant that no share of a {@link WindowRequest.Latest} window is older than, often a slot
   * or two earlier than need be; nothing if there is less work.
   *
   * @param end when the window ends
   * @param work expected hashes, positive
   */
  public Optional<Instant> beginOfLatest(RewardScheme scheme, Instant end, BigInteger work) {
    return inSnapshot(
        transaction ->
            new SlotReading(WorkSums.ofAll(transaction, scheme))
                .cut(ShareSlot.beginOf(end), work)
                .map(SlotReading.Cut::begin));
  }

  private static RewardWindow window(
      Transaction transaction, BlockShare own, WindowRequest request, WorkReading reading) {
    if (request instanceof WindowRequest.Nobody) {
      return RewardWindow.EMPTY;
    }
    StoredShare share = StoredShare.find(transaction, own.key());
    if (request instanceof WindowRequest.Finder) {
      return new RewardWindow(List.of(new MinerWork(own.address(), share.difficulty())));
    }
    if (request instanceof WindowRequest.Latest latest) {
      return reading.latest(share.position(), latest.work()).window();
    }
    Optional<BlockShare> start = ((WindowRequest.Since) request).start();
    SharePosition after =
        start.isPresent()
            ? StoredShare.find(transaction, start.get().key()).position()
            : SharePosition.before(Instant.EPOCH);
    return reading.between(after, share.position()).window();
  }

  private static BigInteger work(WorkReading reading, Instant from, Instant to) {
    return reading.between(SharePosition.after(from), SharePosition.after(to)).total();
  }

  private <T> T inSnapshot(Function<Transaction, T> work) {
    return LedgerException.wrapping(() -> Transaction.snapshot(database, work));
  }
}
