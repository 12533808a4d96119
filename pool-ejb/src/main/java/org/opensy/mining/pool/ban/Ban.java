package org.opensy.mining.pool.ban;

import java.time.Instant;
import org.opensy.mining.stratum.api.Subnet;

/**
 * A subnet that is kept out for a time.
 *
 * @param subnet whom it hits
 * @param reason for people, without control characters
 * @param by who placed it: {@link #AUTOMATIC} or the name that an operator gave
 * @param since when it was placed, to the millisecond
 * @param until when it ends, to the millisecond
 */
public record Ban(Subnet subnet, String reason, String by, Instant since, Instant until) {
  /** Stands for the pool itself where an operator's name could stand. */
  public static final String AUTOMATIC = "automatic";

  /** Whether nobody but the pool itself placed it. */
  public boolean isAutomatic() {
    return by.equals(AUTOMATIC);
  }
}
