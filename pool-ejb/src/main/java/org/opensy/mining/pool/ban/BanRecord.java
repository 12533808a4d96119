package org.opensy.mining.pool.ban;

import java.time.Instant;

/**
 * What is remembered of a ban, in force or not. Of two records of a subnet the later one counts, on
 * every instance.
 *
 * @param ban the ban itself
 * @param strikes how often in a row the pool itself has banned this source; 0 if it never has
 * @param changed when the ban was placed or lifted, to the millisecond
 * @param lifted whether an operator has lifted it
 */
public record BanRecord(Ban ban, int strikes, Instant changed, boolean lifted) {

  /** Whether the ban is in force. */
  public boolean holdsAt(Instant now) {
    return !lifted && now.isBefore(ban.until());
  }
}
