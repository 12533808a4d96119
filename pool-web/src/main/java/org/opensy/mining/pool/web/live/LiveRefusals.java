package org.opensy.mining.pool.web.live;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.opensy.mining.pool.live.LiveRefusal;

/** Says by HTTP why somebody may not listen. */
final class LiveRefusals {
  private static final int LATER_SECONDS = 60;

  private LiveRefusals() {}

  static WebApplicationException of(LiveRefusal why) {
    return switch (why) {
      case ADDRESS -> later(429, "As many listen from this address as may.");
      case FULL -> later(503, "As many listen as may.");
      case MINERS -> later(503, "As many miners are listened to as may be.");
      case CLOSED -> later(503, "The pool stops.");
      case ORIGIN -> new WebApplicationException("Pages of this origin may not listen.", 403);
    };
  }

  private static WebApplicationException later(int status, String detail) {
    return new WebApplicationException(
        detail, Response.status(status).header(HttpHeaders.RETRY_AFTER, LATER_SECONDS).build());
  }
}
