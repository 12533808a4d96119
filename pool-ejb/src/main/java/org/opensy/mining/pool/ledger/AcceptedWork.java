package org.opensy.mining.pool.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Work that was accepted in a window of time up to now.
 *
 * @param hashes the sum of the shares' difficulties
 * @param begin the window's first share, if there was none in the {@link #PAUSE} before the window
 */
public record AcceptedWork(double hashes, Optional<Begin> begin) {
  /** Whoever has found nothing for so long begins anew. */
  public static final Duration PAUSE = Duration.ofHours(1);

  /** Less says nothing: two shares may come in the same moment. */
  private static final double LEAST_SECONDS = 60;

  private static final double MILLIS = 1e3;

  /**
   * The share with which the work began. It says when, and counts for nothing itself: how long it
   * took is not known.
   *
   * @param at when it was accepted
   * @param difficulty in expected hashes
   */
  public record Begin(Instant at, double difficulty) {}

  /**
   * Hashes a second: over the whole window, or over the time since the work began within it, but at
   * least over a minute.
   *
   * @param window positive
   */
  public double hashesPerSecond(Instant now, Duration window) {
    double whole = window.toMillis() / MILLIS;
    if (begin.isEmpty()) {
      return hashes / whole;
    }
    double since = Duration.between(begin.get().at(), now).toMillis() / MILLIS;
    double seconds = Math.min(whole, Math.max(LEAST_SECONDS, since));
    return (hashes - begin.get().difficulty()) / seconds;
  }
}
