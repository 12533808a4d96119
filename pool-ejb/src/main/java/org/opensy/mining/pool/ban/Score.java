package org.opensy.mining.pool.ban;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.opensy.mining.stratum.api.Offence;

/**
 * The points of one source.
 *
 * @param points at that time, never negative
 * @param at when they were last counted
 * @param counted kinds of offences that were counted in that second
 */
record Score(double points, Instant at, Set<Offence> counted) {

  static Score none(Instant now) {
    return new Score(0, now, Set.of());
  }

  /** What is left of the points at a time; they halve in each half-life. */
  double pointsAt(Instant now, Duration halfLife) {
    double passed = Math.max(0, Duration.between(at, now).toMillis());
    return points * Math.pow(2, -passed / halfLife.toMillis());
  }

  /** With an offence more, unless its kind has been counted in this second. */
  Score with(Offence offence, Instant now, Duration halfLife) {
    Set<Offence> before = countedIn(now);
    if (before.contains(offence)) {
      return this;
    }
    Set<Offence> after = EnumSet.of(offence);
    after.addAll(before);
    return new Score(pointsAt(now, halfLife) + weight(offence), now, after);
  }

  /** With less, never below nothing. */
  Score less(double credit, Instant now, Duration halfLife) {
    return new Score(Math.max(0, pointsAt(now, halfLife) - credit), now, countedIn(now));
  }

  private Set<Offence> countedIn(Instant now) {
    return at.getEpochSecond() == now.getEpochSecond() ? counted : Set.of();
  }

  /**
   * Points of an offence. A wrong result weighs what an accepted share takes off, so a rig that is
   * right more often than wrong collects nothing.
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
