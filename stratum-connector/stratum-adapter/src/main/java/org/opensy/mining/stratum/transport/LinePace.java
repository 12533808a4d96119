package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumEvent;

/**
 * Keeps one connection from sending lines faster than it may: it is not read for a moment. Confined
 * to its event loop.
 */
final class LinePace {
  /** A connection is read this much faster than it may send shares, and no faster. */
  private static final int LINES_PER_SHARE = 4;

  private static final int LEAST_LINES_PER_SECOND = 20;

  /** Long enough for the slowest connection to be owed another line. */
  private static final long PAUSE_MILLIS = 1000 / LEAST_LINES_PER_SECOND;

  private final ServerContext context;
  private final MinerChannel channel;
  private final TokenBucket lines;

  LinePace(ServerContext context, MinerChannel channel, long nowNanos) {
    this.context = context;
    this.channel = channel;
    this.lines = new TokenBucket(perSecond(), nowNanos);
  }

  /** Counts a line that was received. */
  void received(long nowNanos) {
    if (!lines.spend(perSecond(), nowNanos)) {
      context.counters.count(StratumEvent.LINE_DELAYED);
      channel.pause();
      channel.schedule(channel::resume, PAUSE_MILLIS);
    }
  }

  private int perSecond() {
    int shares = context.limits().rates().submitsPerSession();
    return Math.max(LEAST_LINES_PER_SECOND, LINES_PER_SHARE * shares);
  }
}
