package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Sums of one scheme's work, of all miners or of one, that the database makes. Confined to its
 * transaction.
 */
final class WorkSums {
  private static final String OF_MINERS =
      "select m.address, w.work from (%s) w join miners m on m.id = w.miner_id";

  /** The plain bounds are for the choice of partitions. */
  private static final String RANGE =
      " and accepted_at >= ? and accepted_at <= ?"
          + " and (accepted_at, id) > (?, ?) and (accepted_at, id) <= (?, ?)";

  private static final String SLOTS =
      "select miner_id, sum(work) as work from share_slots"
          + " where %s and slot >= ? and slot < ? group by miner_id";

  private static final String SHARES =
      "select miner_id, sum(difficulty) as work from shares where %s"
          + RANGE
          + " group by miner_id";

  private static final String LATEST_SHARES =
      "select miner_id, sum(least(difficulty, ? - younger)) as work"
          + " from (select miner_id, difficulty, sum(difficulty) over (order by accepted_at desc,"
          + " id desc rows unbounded preceding) - difficulty as younger from shares where %s"
          + RANGE
          + ") s where younger < ? group by miner_id";

  private final Transaction transaction;
  private final String whose;
  private final List<Object> who;

  private WorkSums(Transaction transaction, String whose, Object... who) {
    this.transaction = transaction;
    this.whose = whose;
    this.who = List.of(who);
  }

  static WorkSums ofAll(Transaction transaction, RewardScheme scheme) {
    return new WorkSums(transaction, "scheme = ?", scheme.name());
  }

  /** Of the miner with that address, canonical text. */
  static WorkSums ofOne(Transaction transaction, RewardScheme scheme, String address) {
    return new WorkSums(
        transaction,
        "scheme = ? and miner_id = (select id from miners where address = ?)",
        scheme.name(),
        address);
  }

  /** Whole slots, each miner once; from the first instant, before the second. */
  List<MinerWork> ofSlots(Instant from, Instant to) {
    return ofMiners(SLOTS, values(from, to));
  }

  /** Shares, each miner once. */
  List<MinerWork> ofShares(SharePosition after, SharePosition upto) {
    return ofMiners(SHARES, range(after, upto));
  }

  /** As much of the latest shares as makes {@code most}, or all of them; each miner once. */
  List<MinerWork> ofLatestShares(SharePosition after, SharePosition upto, BigInteger most) {
    List<Object> values = range(after, upto);
    values.add(0, most);
    values.add(most);
    return ofMiners(LATEST_SHARES, values);
  }

  /** Slots from the first instant, before the second, the latest first. */
  List<ShareSlot> slotsBackwards(Instant from, Instant to) {
    String sql =
        "select slot, sum(work) from share_slots where %s and slot >= ? and slot < ?"
            + " group by slot order by slot desc";
    return new SqlQuery(sql.formatted(whose), values(from, to))
        .list(transaction, row -> new ShareSlot(row.instant(1), row.whole(2)));
  }

  /** When the latest slot before that instant begins. */
  Optional<Instant> latestSlotBefore(Instant instant) {
    String sql = "select max(slot) from share_slots where %s and slot < ?";
    return new SqlQuery(sql.formatted(whose), values(instant))
        .one(transaction, row -> row.optionalInstant(1));
  }

  private List<MinerWork> ofMiners(String sums, List<Object> values) {
    return new SqlQuery(OF_MINERS.formatted(sums.formatted(whose)), values)
        .list(transaction, row -> new MinerWork(row.text(1), row.whole(2)));
  }

  private List<Object> range(SharePosition after, SharePosition upto) {
    return values(after.at(), upto.at(), after.at(), after.id(), upto.at(), upto.id());
  }

  private List<Object> values(Object... more) {
    List<Object> values = new ArrayList<>(who);
    values.addAll(List.of(more));
    return values;
  }
}
