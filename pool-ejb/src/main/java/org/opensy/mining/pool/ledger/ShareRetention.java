package org.opensy.mining.pool.ledger;

import java.time.Instant;

/**
 * CDI event: shares are about to be dropped. Whoever still needs older ones than the retention
 * keeps says so, at once and by {@link #keepSince}; an observer that throws keeps them all for now.
 * Confined to the thread that fires it.
 */
public final class ShareRetention {
  private Instant oldest;

  /** With the retention as configured. */
  ShareRetention(Instant oldest) {
    this.oldest = oldest;
  }

  /** Shares from that instant on are needed. */
  public void keepSince(Instant instant) {
    if (instant.isBefore(oldest)) {
      oldest = instant;
    }
  }

  /** Shares before that may go. */
  public Instant oldest() {
    return oldest;
  }
}
