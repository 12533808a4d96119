package org.opensy.mining.pool.report;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockFilter;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The pool's blocks and payments. Every method throws a {@link
 * org.opensy.mining.pool.sql.DatabaseException} if the database does not answer. Thread-safe.
 */
@ApplicationScoped
public class PoolReports {
  private static final String EFFORTS =
      "select block_id, effort_work from block_rewards where block_id = any (?)";

  private static final String PAYMENTS =
      """
      select p.id, p.created_at, p.total, (select count(*) from payout_outputs o where o.payout_id = p.id),
             p.status, p.txid, p.network_fee
      from payouts p
      where p.id < ? and p.created_at >= ? and p.created_at < ?
        and (p.status <> 'FAILED' or p.txid is not null)
      order by p.id desc limit ?
      """;

  private static final String PAYMENTS_CHANGED =
      """
      select p.id, p.created_at, p.total, (select count(*) from payout_outputs o where o.payout_id = p.id),
             p.status, p.txid, p.network_fee, p.status_at
      from payouts p
      where (p.status_at, p.id) > (?, ?)
      order by p.status_at, p.id limit ?
      """;

  private static final String PAYMENTS_NTH_CHANGE =
      "select status_at from payouts order by status_at desc, id desc offset ? limit 1";

  private static final String EFFORTS_OF_ALL =
      "select r.effort_work, b.difficulty from block_rewards r join blocks b on b.id = r.block_id"
          + " order by b.share_at desc limit ?";

  private static final String LISTED =
      """
      select m.address, coalesce(sum(t.shares), 0)::bigint, coalesce(sum(t.work), 0) as work
      from miners m
           left join history_10m t on t.miner_id = m.id and t.worker_id = 0 and t.bucket >= ?
      where m.is_listed group by m.id order by work desc, m.id limit ?
      """;

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource database;

  /** For the container. */
  public PoolReports() {}

  /** On that database. */
  public PoolReports(DataSource database) {
    this.database = database;
  }

  /** Blocks of the pool. */
  public List<ListedBlock> blocks(Range range, BlockFilter filter) {
    return Transaction.reading(
        database,
        transaction ->
            withEfforts(
                transaction,
                BlockTable.list(
                    transaction, range.before(), range.from(), range.to(), filter, range.limit())));
  }

  /** A block of the pool. */
  public Optional<ListedBlock> block(BlockHash hash) {
    return Transaction.reading(
        database,
        transaction ->
            BlockTable.find(transaction, hash)
                .flatMap(block -> first(withEfforts(transaction, List.of(block)))));
  }

  /** The pool's block of a height: the one on the chain, else the one found last. */
  public Optional<ListedBlock> block(long height) {
    return Transaction.reading(
        database,
        transaction -> {
          List<Block> all = BlockTable.atHeight(transaction, height);
          Optional<Block> best =
              all.stream()
                  .filter(block -> block.status().isOnChain())
                  .findFirst()
                  .or(() -> first(all));
          return best.flatMap(block -> first(withEfforts(transaction, List.of(block))));
        });
  }

  /** Payments of the pool. */
  public List<ListedPayment> payments(Range range) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(PAYMENTS, range.before(), range.from(), range.to(), range.limit())
                .list(transaction, PoolReports::payment));
  }

  /** Blocks that are new or whose status changed, in the order in which that happened. */
  public List<Changed<ListedBlock>> blocksChanged(ChangePoint after, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            withEfforts(transaction, BlockTable.changed(transaction, after.at(), after.id(), limit))
                .stream()
                .map(PoolReports::changed)
                .toList());
  }

  private static Changed<ListedBlock> changed(ListedBlock listed) {
    Block block = listed.block();
    return new Changed<>(new ChangePoint(block.outcome().since(), block.id()), listed);
  }

  /** Payments that are new or whose status changed, failed ones included, likewise. */
  public List<Changed<ListedPayment>> paymentsChanged(ChangePoint after, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(PAYMENTS_CHANGED, after.at(), after.id(), limit)
                .list(
                    transaction,
                    row ->
                        new Changed<>(
                            new ChangePoint(row.instant(8), row.number(1)), payment(row))));
  }

  /**
   * When the change happened that so many later ones have followed, of blocks or of payments.
   *
   * @return nothing if there are fewer of both
   */
  public Optional<Instant> nthChange(int later) {
    return Transaction.reading(
        database,
        transaction ->
            Stream.of(
                    BlockTable.nthChange(transaction, later),
                    SqlQuery.of(PAYMENTS_NTH_CHANGE, later)
                        .first(transaction, row -> row.instant(1)))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder()));
  }

  /**
   * The miners that did most and whose owners want to be named, the largest first.
   *
   * @param since a multiple of ten minutes
   */
  public List<ListedMiner> listedMiners(Instant since, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(LISTED, since, limit)
                .list(
                    transaction, row -> new ListedMiner(row.text(1), row.number(2), row.whole(3))));
  }

  /** Efforts of the blocks of all schemes that were split last, newest first. */
  public List<Effort> efforts(int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(EFFORTS_OF_ALL, limit)
                .list(transaction, row -> new Effort(row.whole(1), row.whole(2))));
  }

  static ListedPayment payment(Row row) {
    return new ListedPayment(
        row.number(1),
        row.instant(2),
        Amount.ofBaseUnits(row.number(3)),
        Math.toIntExact(row.number(4)),
        PayoutStatus.valueOf(row.text(5)),
        new ListedPayment.Sent(
            row.optionalText(6).map(TransactionId::ofDisplayHex),
            row.optionalNumber(7).map(Amount::ofBaseUnits)));
  }

  private static List<ListedBlock> withEfforts(Transaction transaction, Collection<Block> blocks) {
    Map<Long, Effort> efforts = new HashMap<>();
    Map<Long, Block> byId = new HashMap<>();
    blocks.forEach(block -> byId.put(block.id(), block));
    SqlQuery.of(EFFORTS, SqlArray.numbers(byId.keySet(), Long::longValue))
        .walk(
            transaction,
            row -> {
              Block block = byId.get(row.number(1));
              efforts.put(block.id(), new Effort(row.whole(2), block.pay().difficulty()));
              return true;
            });
    return blocks.stream()
        .map(block -> new ListedBlock(block, Optional.ofNullable(efforts.get(block.id()))))
        .toList();
  }

  private static <T> Optional<T> first(List<T> list) {
    return list.stream().findFirst();
  }
}
