package org.opensy.mining.pool.journal;

import java.util.concurrent.atomic.AtomicLong;

/** Tickets of no journal, for tests of other packages. */
public final class Tickets {
  private static final AtomicLong GROUPS = new AtomicLong();

  private Tickets() {}

  /** One for a single record. */
  public static JournalTicket next() {
    return new JournalTicket(GROUPS.incrementAndGet(), 1);
  }
}
