package org.opensy.mining.pool.web;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.opensy.mining.pool.history.HistoryBucket;

/**
 * A point of a series.
 *
 * @param begin of its time
 * @param hashrate hashes a second in that time, or in what has passed of it
 * @param accepted shares that count
 * @param work expected hashes behind them
 * @param stale shares refused because they were too late
 * @param invalid shares refused for any other reason
 */
public record PointView(
    Instant begin, long hashrate, long accepted, BigInteger work, long stale, long invalid) {

  static PointView of(HistoryBucket bucket, Duration width, Instant now) {
    long passed = Duration.between(bucket.begin(), now).toSeconds();
    long seconds = Math.max(1, Math.min(width.toSeconds(), passed));
    return new PointView(
        bucket.begin(),
        bucket.sums().work().divide(BigInteger.valueOf(seconds)).longValue(),
        bucket.sums().shares(),
        bucket.sums().work(),
        bucket.sums().stale(),
        bucket.sums().invalid());
  }
}
