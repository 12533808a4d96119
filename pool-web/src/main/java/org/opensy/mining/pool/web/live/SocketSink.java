package org.opensy.mining.pool.web.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opensy.mining.pool.live.LiveClient;
import org.opensy.mining.pool.live.LiveData;
import org.opensy.mining.pool.live.LiveEnd;
import org.opensy.mining.pool.live.LiveEvent;
import org.opensy.mining.pool.live.LiveSink;

/**
 * A WebSocket with one message under way at most: the server would have any number wait. A client
 * that does not even answer pings is gone.
 */
final class SocketSink implements LiveSink {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Session session;
  private final SocketFormat format;
  private volatile LiveClient client;
  private volatile Instant lastHeard;

  /** Nothing is written before {@link #start}. */
  SocketSink(Session session, SocketFormat format, Instant now) {
    this.session = session;
    this.format = format;
    this.lastHeard = now;
  }

  /** Whose connection it is. */
  void start(LiveClient whose) {
    client = whose;
    whose.drain();
  }

  /** The client has said something. */
  void heard(Instant now) {
    lastHeard = now;
  }

  @Override
  public Transport transport() {
    return Transport.WEBSOCKET;
  }

  @Override
  public boolean isReady() {
    return client != null && !underWay.get();
  }

  @Override
  public void write(LiveEvent event) throws IOException {
    if (event.data() instanceof LiveData.Heartbeat) {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
      return;
    }
    String text = event.text(format);
    if (!text.isEmpty()) {
      underWay.set(true);
      session.getAsyncRemote().sendText(text, this::sent);
    }
  }

  private void sent(SendResult result) {
    underWay.set(false);
    if (result.isOK()) {
      client.drain();
    } else {
      client.end(LiveEnd.GONE);
    }
  }

  /** Messages are never held back. */
  @Override
  public void flush() {}

  @Override
  public boolean isOver(Instant now) {
    return lastHeard.plus(SILENCE).isBefore(now);
  }

  @Override
  public void end(LiveEnd why) {
    close(
        session,
        switch (why) {
          case GONE -> CloseCodes.NORMAL_CLOSURE;
          case SLOW -> CloseCodes.TRY_AGAIN_LATER;
          case OVER -> CloseCodes.GOING_AWAY;
          case CLOSED -> CloseCodes.SERVICE_RESTART;
        },
        "");
  }

  /** Closes a connection that may be closed already. */
  static void close(Session session, CloseCodes code, String phrase) {
    try {
      session.close(new CloseReason(code, phrase));
    } catch (IOException | IllegalStateException gone) {
      // It is closed then.
    }
  }
}
