package org.opensy.mining.pool.report;

import java.time.Instant;

/**
 * Which part of a list is wanted; lists go from the newest entry to the oldest. An entry's number
 * is that of its row, so one that is stored late is at the front and not missed.
 *
 * @param before entries with lower numbers only
 * @param from no entry is older
 * @param to every entry is older
 * @param limit at most so many, at least 1
 */
public record Range(long before, Instant from, Instant to, int limit) {
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  /** The newest entries of all time. */
  public static Range latest(int limit) {
    return new Range(Long.MAX_VALUE, Instant.EPOCH, END, limit);
  }
}
