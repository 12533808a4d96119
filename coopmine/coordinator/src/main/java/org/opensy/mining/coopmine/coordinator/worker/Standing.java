package org.opensy.mining.coopmine.coordinator.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a worker's word is believed, over all its registrations.
 *
 * <p>A new worker's shares are checked before they go to the pool. After {@value #TRUSTED_AFTER}
 * right ones in a row it is trusted: its shares go at once. A wrong one ends the trust, and {@value
 * #ISOLATED_AFTER} wrong ones without as many right ones in a row between them isolate the worker
 * for {@link #ISOLATION}.
 *
 * <p>Thread-safe.
 */
public final class Standing {
  /** Right shares in a row that make trust. */
  public static final int TRUSTED_AFTER = 32;

  /** Wrong shares that are one too many. */
  public static final int ISOLATED_AFTER = 5;

  /** How long nothing is taken from a worker that was wrong too often. */
  public static final Duration ISOLATION = Duration.ofMinutes(10);

  /**
   * Shares of a trusted worker that may be at the pool unchecked and unanswered: no more than a
   * pool forgives, should the worker go wrong.
   */
  public static final int MOST_UNANSWERED = 4;

  private int right;
  private int unanswered;
  private int wrong;
  private Instant isolatedUntil = Instant.MIN;

  /** The steps of trust. */
  public enum Level {
    /** Each share is checked first. */
    CHECKED,
    /** Shares go to the pool at once. */
    TRUSTED,
    /** Nothing is taken. */
    ISOLATED;

    /** The word in statistics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Standing() {}

  /** What holds at this time. */
  public synchronized Level level(Instant now) {
    if (now.isBefore(isolatedUntil)) {
      return Level.ISOLATED;
    }
    return right >= TRUSTED_AFTER ? Level.TRUSTED : Level.CHECKED;
  }

  /**
   * Takes a place among the shares that are at the pool unchecked; {@link #answered} gives it back.
   *
   * @return false if there is none
   */
  public synchronized boolean goesUnchecked() {
    boolean room = unanswered < MOST_UNANSWERED;
    if (room) {
      unanswered++;
    }
    return room;
  }

  /** The pool has answered a share that went unchecked, or will not. */
  public synchronized void answered() {
    unanswered--;
  }

  /** A share's hash was what the worker said. */
  public synchronized void right() {
    right++;
    if (right >= TRUSTED_AFTER) {
      wrong = 0;
    }
  }

  /** A share's hash was another. */
  public synchronized void wrong(Instant now) {
    right = 0;
    wrong++;
    if (wrong >= ISOLATED_AFTER) {
      wrong = 0;
      isolatedUntil = now.plus(ISOLATION);
    }
  }
}
