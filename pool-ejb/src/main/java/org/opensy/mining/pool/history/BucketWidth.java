package org.opensy.mining.pool.history;

import java.time.Duration;
import java.time.Instant;

/** How long the buckets of a series are; they begin at multiples of it since 1970 UTC. */
public enum BucketWidth {
  /** Kept for some days. */
  TEN_MINUTES("history_10m", Duration.ofMinutes(10)),
  /** Kept for some months. */
  HOUR("history_1h", Duration.ofHours(1)),
  /** From midnight UTC; kept for ever. */
  DAY("history_1d", Duration.ofDays(1));

  private final String table;
  private final Duration length;

  BucketWidth(String table, Duration length) {
    this.table = table;
    this.length = length;
  }

  /** How long one is. */
  public Duration length() {
    return length;
  }

  /** When the bucket begins that holds an instant. */
  public Instant beginOf(Instant instant) {
    long second = instant.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, length.toSeconds()));
  }

  /** The first begin of a bucket that is not before an instant. */
  Instant firstFrom(Instant instant) {
    Instant begin = beginOf(instant);
    return begin.isBefore(instant) ? begin.plus(length) : begin;
  }

  String table() {
    return table;
  }

  /** As PostgreSQL writes it. */
  String interval() {
    return length.toMinutes() + " minutes";
  }
}
