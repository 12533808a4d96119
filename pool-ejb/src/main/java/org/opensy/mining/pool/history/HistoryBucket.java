package org.opensy.mining.pool.history;

import java.time.Instant;

/**
 * A bucket of a series.
 *
 * @param begin when it begins
 * @param sums what happened in it
 */
public record HistoryBucket(Instant begin, HistorySums sums) {}
