package org.opensy.mining.pool.treasury;

import java.io.Serial;
import org.opensy.mining.pool.money.FencedException;

/** Another instance of the pool moves the money now: ask there, or later. */
public final class NotElectedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NotElectedException() {
    super("another instance holds the lease");
  }

  NotElectedException(FencedException taken) {
    super("another instance took the lease over", taken);
  }
}
