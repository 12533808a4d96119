package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Looks at nothing but shares, up to a certain id, day by day; has nothing in common with {@link
 * SlotReading}, which it is there to check. Confined to its transaction.
 */
final class RawReading implements WorkReading {
  private static final String SHARES =
      " from shares s where s.scheme = ? and s.id <= ? and s.accepted_at >= ?"
          + " and s.accepted_at <= ? and (s.accepted_at, s.id) > (?, ?)"
          + " and (s.accepted_at, s.id) <= (?, ?)";

  private final Transaction transaction;
  private final RewardScheme scheme;
  private final long lastId;

  RawReading(Transaction transaction, RewardScheme scheme, long lastId) {
    this.transaction = transaction;
    this.scheme = scheme;
    this.lastId = lastId;
  }

  @Override
  public WorkTally between(SharePosition after, SharePosition upto) {
    String sql =
        "select m.address, w.work from (select s.miner_id, sum(s.difficulty) as work"
            + SHARES
            + " group by s.miner_id) w join miners m on m.id = w.miner_id";
    WorkTally tally = new WorkTally();
    tally.add(
        new SqlQuery(sql, range(after, upto))
            .list(transaction, row -> new MinerWork(row.text(1), row.whole(2))));
    return tally;
  }

  @Override
  public WorkTally latest(SharePosition upto, BigInteger work) {
    WorkTally tally = new WorkTally();
    Optional<SharePosition> end = Optional.of(upto);
    while (end.isPresent()) {
      SharePosition day = SharePosition.before(end.get().at().truncatedTo(ChronoUnit.DAYS));
      WorkTally ofDay = between(day, end.get());
      BigInteger left = work.subtract(tally.total());
      if (ofDay.total().compareTo(left) >= 0) {
        addShares(tally, day, end.get(), work);
        return tally;
      }
      tally.add(ofDay.window().miners());
      end = latestBefore(day.at()).map(SharePosition::after);
    }
    return tally;
  }

  /** Share by share, backwards, until the tally has that much. */
  private void addShares(
      WorkTally tally, SharePosition after, SharePosition upto, BigInteger work) {
    String sql =
        "select m.address, w.difficulty from (select s.miner_id, s.difficulty, s.accepted_at, s.id"
            + SHARES
            + ") w join miners m on m.id = w.miner_id order by w.accepted_at desc, w.id desc";
    new SqlQuery(sql, range(after, upto))
        .walk(
            transaction,
            row -> {
              BigInteger left = work.subtract(tally.total());
              BigInteger share = BigInteger.valueOf(row.number(2));
              tally.add(new MinerWork(row.text(1), share.min(left)));
              return share.compareTo(left) < 0;
            });
  }

  private Optional<Instant> latestBefore(Instant day) {
    return SqlQuery.of(
            "select max(accepted_at) from shares where scheme = ? and id <= ? and accepted_at < ?",
            scheme.name(),
            lastId,
            day)
        .one(transaction, row -> row.optionalInstant(1));
  }

  private List<Object> range(SharePosition after, SharePosition upto) {
    return List.of(
        scheme.name(), lastId, after.at(), upto.at(), after.at(), after.id(), upto.at(), upto.id());
  }
}
