package org.opensy.mining.pool.web;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.opensy.mining.pool.history.HistorySums;
import org.opensy.mining.pool.history.HistoryWindow;

/**
 * Shares of late; they may lag two minutes behind.
 *
 * @param hour of the last hour, and up to ten minutes more
 * @param day of the last 24 hours, and up to ten minutes more
 * @param week of the last seven days, and up to an hour more
 */
public record SharesView(Window hour, Window day, Window week) {

  /**
   * Shares of a time.
   *
   * @param hashrate hashes a second over all of it
   * @param accepted shares that count
   * @param stale shares refused because they were too late
   * @param invalid shares refused for any other reason
   */
  public record Window(long hashrate, long accepted, long stale, long invalid) {

    static Window of(HistorySums sums, Duration length) {
      BigInteger seconds = BigInteger.valueOf(Math.max(1, length.toSeconds()));
      return new Window(
          sums.work().divide(seconds).longValue(), sums.shares(), sums.stale(), sums.invalid());
    }
  }

  static SharesView of(Map<HistoryWindow, HistorySums> windows, Instant now) {
    return new SharesView(
        window(windows, HistoryWindow.HOUR, now),
        window(windows, HistoryWindow.DAY, now),
        window(windows, HistoryWindow.WEEK, now));
  }

  private static Window window(
      Map<HistoryWindow, HistorySums> windows, HistoryWindow window, Instant now) {
    return Window.of(
        windows.getOrDefault(window, HistorySums.NONE), Duration.between(window.since(now), now));
  }
}
