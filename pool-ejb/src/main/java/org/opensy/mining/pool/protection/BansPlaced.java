package org.opensy.mining.pool.protection;

import java.util.List;
import org.opensy.mining.pool.ban.Ban;

/**
 * Bans that are in force on this instance since a moment ago, wherever they were placed; a CDI
 * event, fired on a timer's thread. Whether an address is hit is known by {@link BanService#banOf}
 * alone: some are never banned.
 *
 * @param bans at least one
 */
public record BansPlaced(List<Ban> bans) {

  /** Takes a copy of the list. */
  public BansPlaced {
    bans = List.copyOf(bans);
  }
}
