package org.opensy.mining.pool.ban;

import java.net.InetAddress;
import java.util.Optional;
import org.opensy.mining.stratum.api.Offence;

/** Who is kept out, and what counts for that. Thread-safe, and never waits: for event loops too. */
public interface Bans {
  /** The ban that keeps an address out. */
  Optional<Ban> banOf(InetAddress address);

  /** Somebody did what honest miners do not do. */
  void offence(InetAddress address, Offence offence);

  /**
   * Somebody did accepted work, which outweighs offences. Cheap.
   *
   * @param points that it makes up for; not negative
   */
  void credit(InetAddress address, double points);
}
