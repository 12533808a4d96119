package org.opensy.mining.pool.report;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What a miner has earned, got and runs. Every method throws a {@link
 * org.opensy.mining.pool.sql.DatabaseException} if the database does not answer. Thread-safe.
 */
@ApplicationScoped
public class MinerReports {
  private static final String PAYMENTS =
      """
      select p.id, p.created_at, o.amount, (select count(*) from payout_outputs n where n.payout_id = p.id),
             p.status, p.txid, p.network_fee
      from miners m join payout_outputs o on o.miner_id = m.id join payouts p on p.id = o.payout_id
      where m.address = ? and o.payout_id < ? and p.created_at >= ? and p.created_at < ?
        and (p.status <> 'FAILED' or p.txid is not null)
      order by o.payout_id desc limit ?
      """;

  private static final String REWARDS =
      """
      select b.id, s.work, r.work, s.amount, s.fee_free
      from miners m join block_shares s on s.miner_id = m.id join blocks b on b.id = s.block_id
           join block_rewards r on r.block_id = b.id
      where m.address = ? and s.block_id < ? and b.found_at >= ? and b.found_at < ?
      order by s.block_id desc limit ?
      """;

  /** Each of the miner's four accounts is read from its end, so a long history costs nothing. */
  private static final String MOVEMENTS =
      """
      with latest as (
        select distinct p.event_id
        from miners m join accounts a on a.miner_id = m.id
             cross join lateral (
               select p.event_id from postings p join money_events e on e.id = p.event_id
               where p.account_id = a.id and p.event_id < ? and e.at >= ? and e.at < ?
               order by p.event_id desc limit ?) p
        where m.address = ?
        order by p.event_id desc limit ?)
      select e.id, e.at, e.kind, e.key, a.kind, a.side * p.amount
      from latest l join money_events e on e.id = l.event_id join postings p on p.event_id = e.id
           join accounts a on a.id = p.account_id join miners m on m.id = a.miner_id
      where m.address = ?
      order by e.id desc, a.kind
      """;

  private static final String HIDES_WORKERS =
      "select 1 from miners where address = ? and hides_workers";

  private static final String NEXT_MATURITY =
      """
      select b.height, s.amount
      from blocks b join block_shares s on s.block_id = b.id join miners m on m.id = s.miner_id
      where b.status = 'IMMATURE' and m.address = ?
      order by b.height limit 1
      """;

  private static final String BLOCKS_FOUND =
      """
      select count(*) from blocks b join miners m on m.id = b.miner_id
      where m.address = ? and b.status in ('ACCEPTED', 'IMMATURE', 'MATURED')
      """;

  private static final String WORKERS =
      """
      select w.id, case when w.is_public and not m.hides_workers then w.name else '' end,
             w.name <> '' and (not w.is_public or m.hides_workers), w.created_at, w.last_share_at
      from miners m join workers w on w.miner_id = m.id
      where m.address = ? and w.id > ?
      order by w.id limit ?
      """;

  /**
   * What moves from one of the miner's accounts to another is no earning, and adds up to nothing.
   */
  private static final String EARNINGS =
      """
      select date_trunc('day', e.at, 'UTC') as day, sum(a.side * p.amount)::bigint
      from miners m join accounts a on a.miner_id = m.id
           join postings p on p.account_id = a.id join money_events e on e.id = p.event_id
      where m.address = ? and e.at >= ? and e.at < ?
      group by day having sum(a.side * p.amount) <> 0 order by day desc limit ?
      """;

  private static final String WORKER =
      """
      select w.id, w.name, false, w.created_at, w.last_share_at
      from miners m join workers w on w.miner_id = m.id
      where m.address = ? and w.name = ? and (w.is_public and not m.hides_workers or w.name = '')
      """;

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource database;

  /** For the container. */
  public MinerReports() {}

  /** On that database. */
  public MinerReports(DataSource database) {
    this.database = database;
  }

  /** Whether its owner wants the names of its machines hidden. */
  public boolean hidesWorkers(String address) {
    return Transaction.reading(
        database, transaction -> SqlQuery.of(HIDES_WORKERS, address).exists(transaction));
  }

  /** Payments to a miner. */
  public List<ListedPayment> payments(Address miner, Range range) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(
                    PAYMENTS,
                    miner.toString(),
                    range.before(),
                    range.from(),
                    range.to(),
                    range.limit())
                .list(transaction, PoolReports::payment));
  }

  /** Parts of a miner in rewards of blocks. */
  public List<ListedReward> rewards(Address miner, Range range) {
    return Transaction.reading(
        database,
        transaction -> {
          List<Part> parts =
              SqlQuery.of(
                      REWARDS,
                      miner.toString(),
                      range.before(),
                      range.from(),
                      range.to(),
                      range.limit())
                  .list(transaction, Part::of);
          Map<Long, Block> blocks =
              BlockTable.withIds(transaction, parts.stream().map(Part::block).toList());
          return parts.stream().map(part -> part.of(blocks.get(part.block()))).toList();
        });
  }

  private record Part(
      long block, BigInteger work, BigInteger totalWork, Amount amount, boolean feeFree) {

    static Part of(Row row) {
      return new Part(
          row.number(1),
          row.whole(2),
          row.whole(3),
          Amount.ofBaseUnits(row.number(4)),
          row.flag(5));
    }

    ListedReward of(Block its) {
      return new ListedReward(its, work, totalWork, amount, feeFree);
    }
  }

  /** The oldest reward of a miner that is not mature; nothing if there is none. */
  public Optional<NextMaturity> nextMaturity(Address miner) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(NEXT_MATURITY, miner.toString())
                .first(
                    transaction,
                    row -> new NextMaturity(row.number(1), Amount.ofBaseUnits(row.number(2)))));
  }

  /** The money of a miner; all of it zero for somebody unknown. */
  public MinerBalance balance(Address miner) {
    return Transaction.reading(
        database, transaction -> Balances.ofMiner(transaction, miner.toString()));
  }

  /** How many blocks of a miner are on the best chain. */
  public long blocksFound(Address miner) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(BLOCKS_FOUND, miner.toString()).one(transaction, row -> row.number(1)));
  }

  /** Movements of a miner's money, as they are booked. */
  public List<Movement> movements(Address miner, Range range) {
    return Transaction.reading(
        database,
        transaction -> {
          Map<Long, List<Posting>> events = new LinkedHashMap<>();
          String address = miner.toString();
          SqlQuery.of(
                  MOVEMENTS,
                  range.before(),
                  range.from(),
                  range.to(),
                  range.limit(),
                  address,
                  range.limit(),
                  address)
              .list(transaction, Posting::of)
              .forEach(
                  posting ->
                      events
                          .computeIfAbsent(posting.event().event(), any -> new ArrayList<>())
                          .add(posting));
          return events.values().stream().map(Posting::together).toList();
        });
  }

  private record Posting(Movement event, AccountKind account, Amount change) {

    static Posting of(Row row) {
      return new Posting(
          new Movement(
              row.number(1), row.instant(2), EventKind.valueOf(row.text(3)), row.text(4), Map.of()),
          AccountKind.valueOf(row.text(5)),
          Amount.ofBaseUnits(row.number(6)));
    }

    static Movement together(List<Posting> postings) {
      Map<AccountKind, Amount> changes = new EnumMap<>(AccountKind.class);
      postings.forEach(posting -> changes.put(posting.account(), posting.change()));
      Movement event = postings.get(0).event();
      return new Movement(event.event(), event.at(), event.kind(), event.key(), changes);
    }
  }

  /**
   * What a miner earned by day, the latest first; days on which that is nothing are not there.
   *
   * @param from booked then or later
   * @param to booked before
   */
  public List<DayEarning> earnings(Address miner, Instant from, Instant to, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(EARNINGS, miner.toString(), from, to, limit)
                .list(
                    transaction,
                    row ->
                        new DayEarning(
                            LocalDate.ofInstant(row.instant(1), ZoneOffset.UTC),
                            Amount.ofBaseUnits(row.number(2)))));
  }

  /**
   * Machines of a miner, in the order in which they came.
   *
   * @param after with higher numbers only
   */
  public List<MinerWorker> workers(Address miner, long after, int limit) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(WORKERS, miner.toString(), after, limit)
                .list(transaction, MinerReports::worker));
  }

  /** A machine of a miner whose name is for everybody. */
  public Optional<MinerWorker> worker(Address miner, String name) {
    return Transaction.reading(
        database,
        transaction ->
            SqlQuery.of(WORKER, miner.toString(), name).first(transaction, MinerReports::worker));
  }

  private static MinerWorker worker(Row row) {
    return new MinerWorker(
        row.number(1), row.text(2), row.flag(3), row.instant(4), row.optionalInstant(5));
  }
}
