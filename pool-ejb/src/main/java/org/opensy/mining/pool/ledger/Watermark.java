package org.opensy.mining.pool.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * Up to when all that this instance accepted is stored. Whatever is accepted takes its instant from
 * {@link #open} and counts as open until it is stored or lost for good, so there is no moment in
 * which it is seen nowhere. Instants are whole microseconds, as the database keeps them, and never
 * run backwards, whatever the clock does. Thread-safe.
 */
final class Watermark {
  private final InstantSource clock;
  private final TreeMap<Instant, Integer> open = new TreeMap<>();
  private Instant last = Instant.EPOCH;

  Watermark(InstantSource clock) {
    this.clock = clock;
  }

  /** The instant at which something is accepted; to be closed with the same instant. */
  synchronized Instant open() {
    Instant now = now();
    open.merge(now, 1, Integer::sum);
    return now;
  }

  /** Has an instant that is open closed once more. */
  synchronized void openAgain(Instant instant) {
    open.merge(instant, 1, Integer::sum);
  }

  /** What was accepted at that instant is stored or lost; nothing if it is not open. */
  synchronized void close(Instant instant) {
    open.computeIfPresent(instant, (same, times) -> times == 1 ? null : times - 1);
  }

  /** Nothing accepted before this is open, and nothing will be accepted before it. */
  synchronized Instant storedUntil() {
    return open.isEmpty() ? now() : open.firstKey();
  }

  /** Whether all is stored. */
  synchronized boolean isClear() {
    return open.isEmpty();
  }

  private Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (now.isAfter(last)) {
      last = now;
    }
    return last;
  }
}
