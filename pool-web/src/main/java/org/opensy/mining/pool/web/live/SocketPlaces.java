package org.opensy.mining.pool.web.live;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Optional;
import org.opensy.mining.pool.live.LivePlace;

/**
 * Hands the place of a client from the filter, which knows the request, to the endpoint, which does
 * not. The server makes the handshake on the thread of the request. Thread-safe.
 */
public final class SocketPlaces extends ServerEndpointConfig.Configurator {
  private static final String PLACE = "org.opensy.mining.pool.place";
  private static final ThreadLocal<LivePlace> OFFERED = new ThreadLocal<>();

  /** For the handshake that follows on this thread. */
  static void offer(LivePlace place) {
    OFFERED.set(place);
  }

  /** Whether the handshake has not taken what was offered; it is withdrawn. */
  static boolean withdraw() {
    boolean isLeft = OFFERED.get() != null;
    OFFERED.remove();
    return isLeft;
  }

  /** The place of the connection that was opened. */
  static Optional<LivePlace> placeOf(EndpointConfig endpoint) {
    return Optional.ofNullable((LivePlace) endpoint.getUserProperties().remove(PLACE));
  }

  /** Origins are the filter's business: what it lets through may connect. */
  @Override
  public boolean checkOrigin(String origin) {
    return true;
  }

  /** The properties are this connection's own since version 2.1 of the specification. */
  @Override
  public void modifyHandshake(
      ServerEndpointConfig endpoint, HandshakeRequest request, HandshakeResponse response) {
    LivePlace place = OFFERED.get();
    if (place != null) {
      endpoint.getUserProperties().put(PLACE, place);
      OFFERED.remove();
    }
  }
}
