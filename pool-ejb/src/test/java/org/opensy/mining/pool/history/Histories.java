package org.opensy.mining.pool.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Shares;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;

/** What tests look at in the tables of the history. */
final class Histories {
  private static final String SUMS =
      "select coalesce(string_agg(concat_ws(' ', to_char(bucket at time zone 'utc', 'DD HH24:MI'),"
          + " coalesce(m.address, '*'), coalesce(w.name, '*'), shares, work, stale, invalid), ', '"
          + " order by bucket, m.address nulls first, w.name nulls first), '') from %s h"
          + " left join miners m on m.id = h.miner_id left join workers w on w.id = h.worker_id";

  private static final String SUMS_THAT_LIE =
      "select count(*) from %s full join (select date_bin('%s', accepted_at, '1970-01-01T00:00:00Z')"
          + " as bucket, coalesce(miner_id, 0) as miner_id, coalesce(worker_id, 0) as worker_id,"
          + " count(*) as real_shares, sum(difficulty) as real_work from shares"
          + " group by grouping sets ((1, miner_id, worker_id), (1, miner_id), (1))) s"
          + " using (bucket, miner_id, worker_id)"
          + " where work is distinct from real_work or shares is distinct from real_shares";

  private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

  private Histories() {}

  /** Rows of a table, each "day time address worker shares work stale invalid". */
  static String sums(DataSource database, BucketWidth width) throws SQLException {
    return Database.value(database, SUMS.formatted(width.table()));
  }

  /** Rows of all three tables that are not what a plain sum over the shares is. */
  static int sumsThatLie(DataSource database) throws SQLException {
    int lies = 0;
    for (BucketWidth width : BucketWidth.values()) {
      String sql = SUMS_THAT_LIE.formatted(width.table(), width.interval());
      lies += Integer.parseInt(Database.value(database, sql));
    }
    return lies;
  }

  /** Sums everything that is due. */
  static void sumAll(DataSource database) {
    HistoryStore store = new HistoryStore(database);
    boolean more = sumNext(store);
    while (more) {
      more = sumNext(store);
    }
  }

  /** Sums what is due next, at a time when it is over. */
  static boolean sumNext(HistoryStore store) {
    return store.sumNext(LATER, 0);
  }

  /** A share of work 1000. */
  static ShareEntry share(int nonce, String when, String address, String worker) {
    return Shares.share(
        nonce,
        Instant.parse(when),
        new Contributor(address, worker, RewardScheme.PPLNS),
        1000,
        Optional.empty());
  }
}
