package org.opensy.mining.pool.vardiff;

import java.time.Duration;
import java.time.Instant;

/**
 * What a miner can hash: the number of its shares over the chances that it had. A second at a
 * difficulty of 1000 is a thousandth of a chance for each hash of that second, so the estimate is
 * the most likely rate whatever the difficulties were. Shares and chances fade alike, so that it
 * follows the miner. It begins with the first share, which counts for nothing itself: before it a
 * miner may have been busy with its dataset. Not thread-safe.
 */
final class HashrateEstimate {
  private static final double MILLIS = 1e3;

  private final double fadeSeconds;
  private double shares;
  private double chances;
  private long asOfMillis;
  private boolean begun;

  /**
   * Knows nothing.
   *
   * @param fade in which a share's weight falls to 1/e
   */
  HashrateEstimate(Duration fade) {
    fadeSeconds = fade.toMillis() / MILLIS;
  }

  /** The miner found a share, after some time at that difficulty. */
  void found(double difficulty, Instant now) {
    if (begun) {
      passed(difficulty, now);
      shares++;
    } else {
      begun = true;
      asOfMillis = now.toEpochMilli();
    }
  }

  /** Time passed at that difficulty. A clock that is set back counts as no time. */
  void passed(double difficulty, Instant now) {
    if (begun) {
      double seconds = Math.max(0, now.toEpochMilli() - asOfMillis) / MILLIS;
      double kept = Math.exp(-seconds / fadeSeconds);
      shares *= kept;
      chances = chances * kept + fadeSeconds * (1 - kept) / difficulty;
      asOfMillis = now.toEpochMilli();
    }
  }

  /** Hashes per second; only if {@link #shares} is more than nothing. */
  double hashesPerSecond() {
    return shares / chances;
  }

  /** How many shares the estimate rests on, old ones counting less; none before time has passed. */
  double shares() {
    return chances > 0 ? shares : 0;
  }

  /** Forgets everything. */
  void forget() {
    shares = 0;
    chances = 0;
    begun = false;
  }
}
