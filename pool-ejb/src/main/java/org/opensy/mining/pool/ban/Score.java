package org.opensy.mining.pool.ban;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.opensy.mining.stratum.api.Offence;

/**
 * The points of one source. An offence that costs next to nothing gives none until it comes more
 * often than from a handful of rigs that are set up wrong: {@link #HARMLESS_RATE} a second are
 * harmless, and {@link #HARMLESS_AT_ONCE} at once.
 *
 * @param points at that time, never negative
 * @param at when they were last counted
 * @param counted kinds of offences that were counted in that second
 * @param harmless how many of the cheap offences of each kind came lately, less those that may come
 *     in that time; none is 0
 */
record Score(double points, Instant at, Set<Offence> counted, Map<Offence, Double> harmless) {
  static final int HARMLESS_RATE = 5;
  static final int HARMLESS_AT_ONCE = 50;

  private static final double MILLIS = 1e3;

  static Score none(Instant now) {
    return new Score(0, now, Set.of(), Map.of());
  }

  /** What is left of the points at a time; they halve in each half-life. */
  double pointsAt(Instant now, Duration halfLife) {
    return points * Math.pow(2, -passed(now) / halfLife.toMillis());
  }

  private double passed(Instant now) {
    return Math.max(0, Duration.between(at, now).toMillis());
  }

  /** With an offence more, unless it is harmless or its kind has been counted in this second. */
  Score with(Offence offence, Instant now, Duration halfLife) {
    Map<Offence, Double> lately = harmlessAt(now);
    if (isCheap(offence) && lately.merge(offence, 1.0, Double::sum) <= HARMLESS_AT_ONCE) {
      return new Score(pointsAt(now, halfLife), now, countedIn(now), lately);
    }
    lately.computeIfPresent(offence, (kind, count) -> (double) HARMLESS_AT_ONCE);
    Set<Offence> after = EnumSet.of(offence);
    after.addAll(countedIn(now));
    double more = countedIn(now).contains(offence) ? 0 : weight(offence);
    return new Score(pointsAt(now, halfLife) + more, now, after, lately);
  }

  /** With less, never below nothing. */
  Score less(double credit, Instant now, Duration halfLife) {
    double left = Math.max(0, pointsAt(now, halfLife) - credit);
    return new Score(left, now, countedIn(now), harmlessAt(now));
  }

  /** Whether there is nothing but points to remember. */
  boolean isCalm(Instant now) {
    return harmlessAt(now).isEmpty();
  }

  private Set<Offence> countedIn(Instant now) {
    return at.getEpochSecond() == now.getEpochSecond() ? counted : Set.of();
  }

  private Map<Offence, Double> harmlessAt(Instant now) {
    double forgiven = HARMLESS_RATE * passed(now) / MILLIS;
    Map<Offence, Double> left = new EnumMap<>(Offence.class);
    harmless.forEach(
        (kind, count) -> {
          if (count > forgiven) {
            left.put(kind, count - forgiven);
          }
        });
    return left;
  }

  private static boolean isCheap(Offence offence) {
    return switch (offence) {
      case PROTOCOL_ERROR, NO_LOGIN, LOGIN_REFUSED -> true;
      case FLOOD, WRONG_RESULT, WORTHLESS_SESSION, WRONG_TOKEN -> false;
    };
  }

  /**
   * Points of an offence. A wrong result weighs what an accepted share of the usual difficulty
   * takes off, so a rig that is right more often than wrong collects nothing.
   */
  static double weight(Offence offence) {
    return switch (offence) {
      case PROTOCOL_ERROR, NO_LOGIN, FLOOD -> 2;
      case LOGIN_REFUSED -> 0.5;
      case WRONG_RESULT -> 1;
      case WORTHLESS_SESSION, WRONG_TOKEN -> 25;
    };
  }
}
