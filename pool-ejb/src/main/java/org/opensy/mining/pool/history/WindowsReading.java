package org.opensy.mining.pool.history;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Sums up to now: of each window the buckets at its begin, and from where it can be the wider ones.
 * So seven days are at most 30 rows. Not thread-safe.
 */
final class WindowsReading {
  private static final String OF_MINER =
      """
      with whose as (
        select id as miner_id, 0::bigint as worker_id, '' as name from miners where address = ?
        union all
        (select m.id, w.id, case when w.is_public and not m.hides_workers then w.name else '' end
         from workers w join miners m on m.id = w.miner_id
         where m.address = ? and w.id > ? order by w.id limit ?)
      )
      select w.worker_id, w.name, p.span, sum(p.shares)::bigint, sum(p.work),
             sum(p.stale)::bigint, sum(p.invalid)::bigint
      from whose w left join lateral (%s) p on true
      group by 1, 2, 3 order by 1
      """;
  private static final String PART =
      "select '%s' as span, shares, work, stale, invalid from %s t where t.miner_id = w.miner_id"
          + " and t.worker_id = w.worker_id and t.bucket >= ? and t.bucket < ?";

  private final List<Part> parts = new ArrayList<>();

  /** Buckets of one width that belong to a window. */
  private record Part(HistoryWindow window, BucketWidth width, Instant from, Instant to) {
    String sql() {
      return PART.formatted(window, width.table());
    }
  }

  /** Of the windows up to {@code now}. */
  WindowsReading(Instant now) {
    Instant end = now.plus(BucketWidth.DAY.length());
    Instant hour = HistoryWindow.HOUR.since(now);
    parts.add(new Part(HistoryWindow.HOUR, BucketWidth.TEN_MINUTES, hour, end));
    addTwo(HistoryWindow.DAY, BucketWidth.TEN_MINUTES, BucketWidth.HOUR, now, end);
    addTwo(HistoryWindow.WEEK, BucketWidth.HOUR, BucketWidth.DAY, now, end);
  }

  private void addTwo(
      HistoryWindow window, BucketWidth fine, BucketWidth wide, Instant now, Instant end) {
    Instant since = window.since(now);
    Instant whole = wide.firstFrom(since);
    parts.add(new Part(window, fine, since, whole));
    parts.add(new Part(window, wide, whole, end));
  }

  Optional<MinerWindows> ofMiner(Transaction transaction, String address, long after, int limit) {
    Map<Long, WorkerWindows> found = new LinkedHashMap<>();
    List<Object> values = new ArrayList<>(List.of(address, address, after, limit));
    parts.forEach(part -> values.addAll(List.of(part.from(), part.to())));
    String sums = parts.stream().map(Part::sql).collect(Collectors.joining(" union all "));
    new SqlQuery(OF_MINER.formatted(sums), values)
        .walk(
            transaction,
            row -> {
              found.merge(row.number(1), read(row), WindowsReading::both);
              return true;
            });
    WorkerWindows miner = found.remove(0L);
    return Optional.ofNullable(miner)
        .map(own -> new MinerWindows(own.windows(), List.copyOf(found.values())));
  }

  private static WorkerWindows read(Row row) {
    Map<HistoryWindow, HistorySums> windows = new EnumMap<>(HistoryWindow.class);
    for (HistoryWindow window : HistoryWindow.values()) {
      windows.put(window, HistorySums.NONE);
    }
    row.optionalText(3)
        .ifPresent(span -> windows.put(HistoryWindow.valueOf(span), HistoryQueries.sums(row, 4)));
    return new WorkerWindows(row.number(1), row.text(2), windows);
  }

  private static WorkerWindows both(WorkerWindows one, WorkerWindows other) {
    Map<HistoryWindow, HistorySums> windows = new EnumMap<>(one.windows());
    other.windows().forEach((window, sums) -> windows.merge(window, sums, WindowsReading::plus));
    return new WorkerWindows(one.id(), one.name(), windows);
  }

  private static HistorySums plus(HistorySums one, HistorySums other) {
    BigInteger work = one.work().add(other.work());
    return new HistorySums(
        one.shares() + other.shares(),
        work,
        one.stale() + other.stale(),
        one.invalid() + other.invalid());
  }
}
