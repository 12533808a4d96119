package org.opensy.mining.stratum.transport;

/**
 * Allows so many events a second, and ten times as many at once after a time of calm. Not
 * thread-safe.
 */
final class TokenBucket {
  private static final int BURST_SECONDS = 10;
  private static final double NANOS = 1e9;

  private float tokens;
  private long filledNanos;

  /** A full bucket. */
  TokenBucket(int perSecond, long nowNanos) {
    tokens = (float) perSecond * BURST_SECONDS;
    filledNanos = nowNanos;
  }

  /** Whether the event is allowed; it is counted if it is. */
  boolean take(int perSecond, long nowNanos) {
    fill(perSecond, nowNanos);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Counts an event that has happened already; false if it is one too many. */
  boolean spend(int perSecond, long nowNanos) {
    fill(perSecond, nowNanos);
    tokens--;
    return tokens >= 0;
  }

  /** Whether nothing is known any more that a new bucket would not know. */
  boolean isFull(int perSecond, long nowNanos) {
    fill(perSecond, nowNanos);
    return tokens >= (float) perSecond * BURST_SECONDS;
  }

  private void fill(int perSecond, long nowNanos) {
    double gained = (nowNanos - filledNanos) / NANOS * perSecond;
    tokens = (float) Math.min((double) perSecond * BURST_SECONDS, tokens + gained);
    filledNanos = nowNanos;
  }
}
