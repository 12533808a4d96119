package org.opensy.mining.pool.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Writes batches of shares, each in one transaction of three statements, whatever its size, and
 * adds them to the sums that are kept of them. A batch that is written again adds nothing.
 * Thread-safe.
 */
final class ShareTable {
  private static final String MINERS =
      """
      insert into miners (address, created_at)
      select s.address, min(s.at)
      from unnest(?::text[], ?::timestamptz[]) as s (address, at)
      where not exists (select from miners m where m.address = s.address)
      group by s.address order by s.address
      on conflict (address) do nothing
      """;

  /** Rows are touched at most every 10 seconds: last_share_at is for people. */
  private static final String WORKERS =
      """
      insert into workers as w (miner_id, name, created_at, last_share_at)
      select m.id, s.worker, min(s.at), max(s.at)
      from unnest(?::text[], ?::timestamptz[], ?::text[]) as s (address, at, worker)
      join miners m on m.address = s.address
      group by m.id, s.worker order by m.id, s.worker
      on conflict (miner_id, name) do update set last_share_at = excluded.last_share_at
      where w.last_share_at is null
         or w.last_share_at < excluded.last_share_at - interval '10 seconds'
      """;

  /**
   * Only shares that are new get into the sums. Their rows are locked in the order of their keys,
   * so that writers wait for each other and never in a circle.
   */
  private static final String SHARES =
      """
      with stored as (
        insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce, difficulty,
                            height, is_block, scheme, pps_value)
        select s.at, w.miner_id, w.id, s.session, s.job, s.nonce, s.difficulty,
               s.height, s.is_block, s.scheme, s.pps_value
        from unnest(?::text[], ?::timestamptz[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
                    ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::numeric[])
          with ordinality
          as s (address, at, worker, session, job, nonce, difficulty, height, is_block, scheme,
                pps_value, place)
        join miners m on m.address = s.address
        join workers w on w.miner_id = m.id and w.name = s.worker
        order by s.place
        on conflict do nothing
        returning scheme, accepted_at, miner_id, difficulty, pps_value
      ), slots as (
        insert into share_slots as t (scheme, slot, miner_id, work, shares)
        select scheme, date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z'), miner_id,
               sum(difficulty), count(*)
        from stored group by 1, 2, 3 order by 1, 2, 3
        on conflict (scheme, slot, miner_id)
        do update set work = t.work + excluded.work, shares = t.shares + excluded.shares
      ), earnings as (
        insert into pps_earnings as e (miner_id, earned)
        select miner_id, sum(pps_value) from stored where scheme = 'PPS' group by 1 order by 1
        on conflict (miner_id) do update set earned = e.earned + excluded.earned
      )
      select count(*) from stored
      """;

  private final DataSource database;
  private final SharePartitions partitions;
  private final Set<LocalDate> readyDays = ConcurrentHashMap.newKeySet();

  ShareTable(DataSource database) {
    this.database = database;
    this.partitions = new SharePartitions(database);
  }

  /**
   * Writes all or, on failure, possibly nothing: after a failure the same batch can be written
   * again.
   *
   * @return rows that were new
   */
  int write(List<ShareEntry> batch) {
    return write(batch, transaction -> {});
  }

  /** The same, with something that belongs to the shares in their transaction. */
  int write(List<ShareEntry> batch, Consumer<Transaction> along) {
    try {
      return writeOnce(batch, along);
    } catch (DatabaseException e) {
      readyDays.clear();
      if (!e.mayLackPartition()) {
        throw e;
      }
      return writeOnce(batch, along);
    }
  }

  private int writeOnce(List<ShareEntry> batch, Consumer<Transaction> along) {
    for (ShareEntry entry : batch) {
      if (!readyDays.contains(entry.day())) {
        partitions.ensure(entry.day(), entry.day());
        readyDays.add(entry.day());
      }
    }
    return Transaction.in(
        database,
        transaction -> {
          int rows = insert(transaction, batch);
          along.accept(transaction);
          return rows;
        });
  }

  private static int insert(Transaction transaction, List<ShareEntry> batch) {
    SqlArray address = SqlArray.texts(batch, entry -> entry.address());
    SqlArray at = SqlArray.of("timestamptz", batch, entry -> entry.acceptedAt().toString());
    SqlArray worker = SqlArray.texts(batch, entry -> entry.worker());
    SqlQuery.of(MINERS, address, at).update(transaction);
    SqlQuery.of(WORKERS, address, at, worker).update(transaction);
    return SqlQuery.of(
            SHARES,
            address,
            at,
            worker,
            SqlArray.numbers(batch, entry -> entry.key().session()),
            SqlArray.texts(batch, entry -> entry.key().jobId()),
            SqlArray.of("int4", batch, entry -> entry.key().nonce()),
            SqlArray.numbers(batch, entry -> entry.difficulty()),
            SqlArray.numbers(batch, entry -> entry.height()),
            SqlArray.of("bool", batch, entry -> entry.block()),
            SqlArray.texts(batch, entry -> entry.contributor().scheme().name()),
            SqlArray.of("numeric", batch, ShareTable::price))
        .one(transaction, row -> Math.toIntExact(row.number(1)));
  }

  private static BigDecimal price(ShareEntry entry) {
    return entry.value().price().map(BigDecimal::new).orElse(null);
  }
}
