package org.opensy.mining.pool.ban;

import java.time.Duration;

/**
 * How long automatic bans are.
 *
 * @param first how long the first is; positive
 * @param longest no automatic ban is longer; a source that keeps the peace for as long after a ban
 *     is a stranger again. At least {@code first}
 */
public record BanTerms(Duration first, Duration longest) {

  /** Refuses a longest ban that is shorter than the first. */
  public BanTerms {
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("longest is shorter than first: " + longest);
    }
  }

  /**
   * The length of a ban: twice the last one's.
   *
   * @param strikes this ban among those in a row, from 1
   */
  public Duration duration(int strikes) {
    Duration duration = first;
    for (int i = 1; i < strikes && duration.compareTo(longest) < 0; i++) {
      duration = duration.multipliedBy(2);
    }
    return duration.compareTo(longest) < 0 ? duration : longest;
  }
}
