package org.opensy.mining.pool.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A place in the order of shares, which is that of acceptance and then of ids. Thread-safe.
 *
 * @param at in whole microseconds
 * @param id of the share that stands there, or a number that no share has
 */
public record SharePosition(Instant at, long id) implements Comparable<SharePosition> {
  private static final Comparator<SharePosition> ORDER =
      Comparator.comparing(SharePosition::at).thenComparingLong(SharePosition::id);

  /** Before all shares of that instant. */
  static SharePosition before(Instant instant) {
    return new SharePosition(instant.truncatedTo(ChronoUnit.MICROS), Long.MIN_VALUE);
  }

  /** After all shares of that instant. */
  public static SharePosition after(Instant instant) {
    return new SharePosition(instant.truncatedTo(ChronoUnit.MICROS), Long.MAX_VALUE);
  }

  @Override
  public int compareTo(SharePosition other) {
    return ORDER.compare(this, other);
  }
}
