package org.opensy.mining.pool.history;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What charts and counters read, each by a few ranges of an index and never from {@code shares}.
 * Sums lag up to two minutes behind; those of ten minutes in which the pool had more than 50,000
 * shares are complete two minutes after their end. Every method throws a {@link DatabaseException}
 * if the database does not answer. Thread-safe.
 */
@ApplicationScoped
public class HistoryQueries {
  private static final String SERIES =
      "select bucket, shares, work, stale, invalid from %s where %s"
          + " and bucket >= ? and bucket < ? order by bucket desc limit ?";

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource database;

  /** For the container. */
  public HistoryQueries() {}

  HistoryQueries(DataSource database) {
    this.database = database;
  }

  /**
   * The latest buckets that begin in a span, the latest first, the one that is not over included.
   * One in which nothing happened is not there, nor is one that is no longer kept. The page after
   * goes up to the begin of the last one of this.
   *
   * @param from first begin
   * @param to begins are before that
   * @param limit of buckets, at least 1
   * @return empty also for a miner or worker that nobody knows
   */
  public List<HistoryBucket> series(
      HistoryOf whose, BucketWidth width, Instant from, Instant to, int limit) {
    List<Object> values = new ArrayList<>(whose.values());
    values.addAll(List.of(from, to, limit));
    SqlQuery query = new SqlQuery(SERIES.formatted(width.table(), whose.condition()), values);
    return Transaction.reading(
        database,
        transaction ->
            query.list(transaction, row -> new HistoryBucket(row.instant(1), sums(row, 2))));
  }

  /**
   * What a miner and a page of its workers did in each {@link HistoryWindow}, in one query; nothing
   * if nobody has mined with this address.
   *
   * @param address canonical text
   * @param after {@link WorkerWindows#id} of the last one of the page before; 0 for the first page
   * @param limit of workers, 0 for the miner alone; a hundred are some thousand rows
   */
  public Optional<MinerWindows> windows(String address, long after, int limit, Instant now) {
    WindowsReading reading = new WindowsReading(now);
    return Transaction.reading(
        database, transaction -> reading.ofMiner(transaction, address, after, limit));
  }

  static HistorySums sums(Row row, int first) {
    return new HistorySums(
        row.number(first), row.whole(first + 1), row.number(first + 2), row.number(first + 3));
  }
}
