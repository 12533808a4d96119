package org.opensy.mining.pool.lifecycle;

import java.util.Map;
import java.util.stream.Collectors;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.sql.StatementWatch;

/** Counts statements by kind. Thread-safe. */
final class DatabaseTimes implements StatementWatch {
  private final Map<String, Histogram> seconds;
  private final Counter errors;

  /** Announces the metrics. */
  DatabaseTimes(Metrics metrics) {
    errors = metrics.counter("db_errors", "Times that the database failed or refused");
    seconds =
        KINDS.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    kind -> kind,
                    kind ->
                        metrics.histogram(
                            "db_latency_seconds",
                            "Seconds that statements and batches of shares took",
                            Buckets.QUICK_CALLS,
                            new Label("operation", kind))));
  }

  @Override
  public void ran(String kind, long nanos) {
    seconds.get(kind).observeNanos(nanos);
  }

  @Override
  public void failed() {
    errors.inc();
  }
}
