package org.opensy.mining.pool.web.live;

import org.opensy.mining.pool.live.LiveData;
import org.opensy.mining.pool.live.LiveEvent;
import org.opensy.mining.pool.live.LiveFormat;
import org.opensy.mining.pool.web.OriginalMessage;

/** Events as messages of the original API; of blocks it tells the new ones only. Thread-safe. */
final class SocketFormat implements LiveFormat {

  @Override
  public String write(LiveEvent event) {
    LiveData data = event.data();
    if (data instanceof LiveData.Answer answer) {
      return answer.text();
    }
    return OriginalMessage.of(event).map(OriginalMessage::json).orElse("");
  }
}
