package org.opensy.mining.pool.web.live;

import org.opensy.mining.pool.live.LiveData;
import org.opensy.mining.pool.live.LiveEvent;
import org.opensy.mining.pool.live.LiveFormat;
import org.opensy.mining.pool.web.LiveViews;

/** Events as the HTML standard's server-sent events. Thread-safe. */
final class StreamFormat implements LiveFormat {
  private static final String COMMENT = ":\n\n";
  private static final String RETRY = "retry: 3000\n";
  private static final String MISSED =
      "{\"detail\":\"What happened meanwhile is no longer known. Read the lists anew.\"}";

  private final LiveViews views;

  StreamFormat(LiveViews views) {
    this.views = views;
  }

  @Override
  public String write(LiveEvent event) {
    LiveData data = event.data();
    String id = event.id().map(text -> "id: " + text + "\n").orElse("");
    if (data instanceof LiveData.Heartbeat) {
      return COMMENT;
    }
    if (data instanceof LiveData.Welcome) {
      return RETRY + id + COMMENT;
    }
    return "event: " + name(event) + "\n" + id + "data: " + text(data) + "\n\n";
  }

  private String text(LiveData data) {
    return data instanceof LiveData.Reset ? MISSED : views.json(data);
  }

  private static String name(LiveEvent event) {
    return event
        .channel()
        .map(
            channel ->
                switch (channel.kind()) {
                  case STATS -> "stats";
                  case BLOCKS -> "block";
                  case PAYMENTS -> "payment";
                  case SHARES -> "share";
                  case MINER -> channel.toString();
                })
        .orElse("reset");
  }
}
