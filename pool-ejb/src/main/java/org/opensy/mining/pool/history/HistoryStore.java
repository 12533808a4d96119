package org.opensy.mining.pool.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Keeps the sums. What is added to ten minutes is added to their hour and day in the same
 * statement, so the three always agree. Whoever writes sums holds one lock: instances of the pool
 * take turns and cannot get into each other's way. Every method throws a {@link DatabaseException}
 * if the database fails. Thread-safe.
 */
public final class HistoryStore {
  private static final String LOCK = "select pg_advisory_xact_lock(x'4f70656e5361'::bigint)";

  /**
   * The latest ten minutes that are due and over, or may be summed though they are not. So busy
   * ones are read once, and those of small pools as often as somebody may want to look at them.
   */
  private static final String DUE =
      """
      select max(bucket)
      from (select bucket, sum(shares) as shares from history_due group by bucket) d
      where bucket <= ?
         or shares + coalesce((select t.shares from history_10m t where t.bucket = d.bucket
                               and t.miner_id = 0 and t.worker_id = 0), 0) <= ?
      """;

  /**
   * How much more the shares of ten minutes come to than was known of them. Shares are only ever
   * added; less of them means that their day was dropped.
   */
  private static final String OF_SHARES =
      """
      select ?::timestamptz as bucket, miner_id, worker_id, sum(shares) as shares,
             sum(work) as work, 0 as stale, 0 as invalid
      from (select coalesce(miner_id, 0) as miner_id, coalesce(worker_id, 0) as worker_id,
                   count(*) as shares, sum(difficulty) as work
            from shares where accepted_at >= ? and accepted_at < ?
            group by grouping sets ((miner_id, worker_id), (miner_id), ())
            union all
            select miner_id, worker_id, -shares, -work from history_10m where bucket = ?) s
      group by miner_id, worker_id having sum(shares) > 0
      """;

  /** Nobody gets a row for what was refused: whoever is not known counts for the pool alone. */
  private static final String OF_REJECTED =
      """
      select r.bucket, coalesce(m.id, 0) as miner_id, coalesce(w.id, 0) as worker_id,
             0 as shares, 0 as work, sum(r.stale) as stale, sum(r.invalid) as invalid
      from unnest(?::text[]::timestamptz[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
        as r (bucket, address, worker, stale, invalid)
      left join miners m on m.address = r.address
      left join workers w on w.miner_id = m.id and w.name = r.worker
      group by grouping sets ((r.bucket, m.id, w.id), (r.bucket, m.id), (r.bucket))
      having (grouping(m.id) = 1 or m.id is not null) and (grouping(w.id) = 1 or w.id is not null)
      """;

  private static final String ADD_TO =
      """
      added_to_%1$s as (
        insert into %1$s as t (bucket, miner_id, worker_id, shares, work, stale, invalid)
        select date_bin('%2$s', bucket, '1970-01-01T00:00:00Z'), miner_id, worker_id,
               sum(shares), sum(work), sum(stale), sum(invalid)
        from news group by 1, 2, 3 order by 1, 2, 3
        on conflict (bucket, miner_id, worker_id) do update
        set shares = t.shares + excluded.shares, work = t.work + excluded.work,
            stale = t.stale + excluded.stale, invalid = t.invalid + excluded.invalid
      )\
      """;

  private static final String FORGET =
      "delete from %1$s where ctid = any (array(select ctid from %1$s"
          + " where bucket < least(?, (select before from history_final)) order by bucket limit ?))";

  private final DataSource database;

  /** On the pool's database. */
  public HistoryStore(DataSource database) {
    this.database = database;
  }

  /** A statement that adds rows of a query to all three tables. */
  private static String adding(String news) {
    return Stream.of(BucketWidth.values())
        .map(width -> ADD_TO.formatted(width.table(), width.interval()))
        .collect(
            Collectors.joining(
                ", ", "with news as (" + news + "), ", " select count(*) from news"));
  }

  /**
   * Brings the sums of the latest ten minutes up to date that are due, from their shares. After a
   * crash they are due still.
   *
   * @param most shares of ten minutes that are not over, for which it does that
   * @return whether there were any
   */
  public boolean sumNext(Instant now, int most) {
    Instant over = BucketWidth.TEN_MINUTES.beginOf(now).minus(BucketWidth.TEN_MINUTES.length());
    return locked(
        transaction -> {
          Optional<Instant> due =
              SqlQuery.of(DUE, over, most).one(transaction, row -> row.optionalInstant(1));
          due.ifPresent(bucket -> sum(transaction, bucket));
          return due.isPresent();
        });
  }

  /** Shares that are stored after the deletion leave the bucket due once more. */
  private static void sum(Transaction transaction, Instant bucket) {
    SqlQuery.of("delete from history_due where bucket = ?", bucket).update(transaction);
    if (!SqlQuery.of("select from history_final where before > ?", bucket).exists(transaction)) {
      Instant end = bucket.plus(BucketWidth.TEN_MINUTES.length());
      SqlQuery.of(adding(OF_SHARES), bucket, bucket, end, bucket).exists(transaction);
    }
  }

  /**
   * Adds what was refused. If it is not known whether that succeeded it is not tried again: some
   * may be lost, and nothing is counted twice.
   */
  void add(RejectedShares rejected) {
    Map<RejectedShares.Key, RejectedShares.Count> taken = rejected.take();
    if (taken.isEmpty()) {
      return;
    }
    boolean[] maybeAdded = {false};
    boolean done = false;
    try {
      locked(
          transaction -> {
            boolean any = rejectedQuery(taken).exists(transaction);
            maybeAdded[0] = true;
            return any;
          });
      done = true;
    } finally {
      if (!done && !maybeAdded[0]) {
        rejected.putBack(taken);
      }
    }
  }

  private static SqlQuery rejectedQuery(Map<RejectedShares.Key, RejectedShares.Count> rejected) {
    List<Map.Entry<RejectedShares.Key, RejectedShares.Count>> rows =
        List.copyOf(rejected.entrySet());
    return SqlQuery.of(
        adding(OF_REJECTED),
        SqlArray.texts(rows, row -> row.getKey().bucket().toString()),
        SqlArray.texts(rows, row -> row.getKey().address()),
        SqlArray.texts(rows, row -> row.getKey().worker()),
        SqlArray.numbers(rows, row -> row.getValue().stale()),
        SqlArray.numbers(rows, row -> row.getValue().invalid()));
  }

  /**
   * Makes sums final that begin before an instant, unless some of them are still due: shares that
   * are stored for them from then on are in no sum.
   */
  void settle(Instant before) {
    locked(
        transaction ->
            SqlQuery.of(
                        "update history_final set before = ? where before < ?"
                            + " and not exists (select from history_due where bucket < ?)",
                        before,
                        before,
                        before)
                    .update(transaction)
                > 0);
  }

  /**
   * Deletes sums of a width that begin before an instant, as far as they are final, the oldest
   * first.
   *
   * @param most rows
   * @return how many it deleted
   */
  int forget(BucketWidth width, Instant before, int most) {
    List<Integer> deleted = new ArrayList<>();
    locked(
        transaction ->
            deleted.add(
                SqlQuery.of(FORGET.formatted(width.table()), before, most).update(transaction)));
    return deleted.get(0);
  }

  private interface Work {
    boolean run(Transaction transaction);
  }

  private boolean locked(Work work) {
    return Transaction.in(
        database,
        transaction -> {
          SqlQuery.of(LOCK).exists(transaction);
          return work.run(transaction);
        });
  }
}
