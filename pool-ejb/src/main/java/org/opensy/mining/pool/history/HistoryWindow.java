package org.opensy.mining.pool.history;

import java.time.Duration;
import java.time.Instant;

/** Spans up to now that counters tell of. */
public enum HistoryWindow {
  /** An hour, and up to ten minutes more. */
  HOUR(Duration.ofHours(1), BucketWidth.TEN_MINUTES),
  /** 24 hours, and up to ten minutes more. */
  DAY(Duration.ofHours(24), BucketWidth.TEN_MINUTES),
  /** Seven days, and up to an hour more. */
  WEEK(Duration.ofDays(7), BucketWidth.HOUR);

  private final Duration length;
  private final BucketWidth finest;

  HistoryWindow(Duration length, BucketWidth finest) {
    this.length = length;
    this.finest = finest;
  }

  /** When it begins: with a whole bucket. */
  public Instant since(Instant now) {
    return finest.beginOf(now.minus(length));
  }
}
