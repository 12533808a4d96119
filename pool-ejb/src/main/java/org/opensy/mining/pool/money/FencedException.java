package org.opensy.mining.pool.money;

import java.io.Serial;

/** Another instance has taken over; whatever was under way here must end without a trace. */
public final class FencedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  FencedException(Fence lost) {
    super("the lease " + lost.lease() + " was taken over, token " + lost.token() + " is void");
  }
}
