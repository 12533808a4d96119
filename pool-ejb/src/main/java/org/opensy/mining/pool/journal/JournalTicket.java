package org.opensy.mining.pool.journal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The group in which a record was synced, to settle the record with. Records of a group share one
 * ticket, which costs no memory a record. Thread-safe.
 */
public final class JournalTicket {
  private final long group;
  private final AtomicInteger open;

  JournalTicket(long group, int records) {
    this.group = group;
    this.open = new AtomicInteger(records);
  }

  long group() {
    return group;
  }

  /** Counts a record as settled; true if it was the last one of the group. */
  boolean settleOne() {
    return open.decrementAndGet() == 0;
  }
}
