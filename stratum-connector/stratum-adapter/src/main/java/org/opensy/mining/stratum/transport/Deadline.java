package org.opensy.mining.stratum.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of a bounded wait, on the clock that does not jump. Thread-safe.
 *
 * @param nanos in terms of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
  public static Deadline in(Duration bound) {
    return new Deadline(System.nanoTime() + bound.toNanos());
  }

  /** Milliseconds that are left, at least 1 so that it always means a bounded wait. */
  public long leftMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
  }

  public boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }
}
