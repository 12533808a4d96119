package org.opensy.mining.pool.live;

import java.time.Instant;
import org.opensy.mining.stratum.api.Subnet;

/**
 * A client's place among as many as may be. It is given back when the client leaves, or when nobody
 * has taken it after a moment. Compared by identity.
 */
public final class LivePlace {
  private final Subnet source;
  private final boolean isLimited;
  private final Instant since;

  LivePlace(Subnet source, boolean isLimited, Instant since) {
    this.source = source;
    this.isLimited = isLimited;
    this.since = since;
  }

  Subnet source() {
    return source;
  }

  boolean isLimited() {
    return isLimited;
  }

  Instant since() {
    return since;
  }
}
