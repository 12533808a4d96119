package org.opensy.mining.pool.web.live;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.live.LiveClient;
import org.opensy.mining.pool.live.LiveEnd;
import org.opensy.mining.pool.live.LiveHub;
import org.opensy.mining.pool.live.LivePlace;
import org.opensy.mining.pool.live.LiveRefusal;
import org.opensy.mining.pool.web.OriginalMessage;

/**
 * {@code /ws}: live events in the messages of the original API. There is an object for each
 * connection, whose methods the server calls one after another.
 */
@ServerEndpoint(value = LiveSocket.PATH, configurator = SocketPlaces.class)
public class LiveSocket {
  static final String PATH = "/ws";

  /** Characters of a message. */
  static final int LONGEST_MESSAGE = 1024;

  /** Messages in {@link #WINDOW}. */
  static final int MOST_MESSAGES = 30;

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final SocketFormat FORMAT = new SocketFormat();

  @Inject private LiveHub hub;
  @Inject private PoolConfig config;
  @Inject private InstantSource clock;

  private SocketSink sink;
  private LiveClient client;
  private Instant windowBegin = Instant.MIN;
  private int messages;

  /** A client is connected, and takes the place that the handshake has got. */
  @OnOpen
  public void open(Session session, EndpointConfig endpoint) {
    session.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
    session.setMaxBinaryMessageBufferSize(LONGEST_MESSAGE);
    Optional<LivePlace> place = SocketPlaces.placeOf(endpoint);
    sink = new SocketSink(session, FORMAT, clock.instant());
    Optional<LiveClient> joined =
        place.flatMap(one -> hub.join(one, sink, Set.of(), Optional.empty()));
    if (joined.isEmpty()) {
      hub.refused(LiveRefusal.CLOSED);
      SocketSink.close(session, CloseCodes.TRY_AGAIN_LATER, "");
      return;
    }
    client = joined.get();
    sink.start(client);
  }

  /** The client wants something. */
  @OnMessage(maxMessageSize = LONGEST_MESSAGE)
  public void message(Session session, String text) {
    Instant now = clock.instant();
    if (client == null || isTooMuch(now)) {
      SocketSink.close(session, CloseCodes.VIOLATED_POLICY, "too many messages");
      return;
    }
    sink.heard(now);
    Optional<SocketCommand> command = SocketCommand.read(text);
    if (command.isEmpty()) {
      client.answer(OriginalMessage.error("malformed_message", now));
      return;
    }
    switch (command.get().type()) {
      case "ping" -> client.answer(OriginalMessage.pong(now));
      case "subscribe" -> command.get().channels().forEach(name -> subscribe(name, now));
      case "unsubscribe" -> command.get().channels().forEach(name -> unsubscribe(name, now));
      case "pong" -> {}
      default -> client.answer(OriginalMessage.error("unknown_type", now));
    }
  }

  private boolean isTooMuch(Instant now) {
    if (!windowBegin.plus(WINDOW).isAfter(now)) {
      windowBegin = now;
      messages = 0;
    }
    messages++;
    return messages > MOST_MESSAGES;
  }

  private void subscribe(String name, Instant now) {
    Optional<LiveChannel> channel = channel(name);
    if (channel.isEmpty()) {
      client.answer(OriginalMessage.error("unknown_channel", now));
    } else if (hub.subscribe(client, channel.get())) {
      client.answer(OriginalMessage.done("subscribe", channel.get(), now));
    } else {
      client.answer(OriginalMessage.error("too_many_channels", now));
    }
  }

  private void unsubscribe(String name, Instant now) {
    Optional<LiveChannel> channel = channel(name);
    if (channel.isEmpty()) {
      client.answer(OriginalMessage.error("unknown_channel", now));
    } else {
      hub.unsubscribe(client, channel.get());
      client.answer(OriginalMessage.done("unsubscribe", channel.get(), now));
    }
  }

  /** The original has no messages about payments. */
  private Optional<LiveChannel> channel(String name) {
    Network network = config.chain().network();
    return LiveChannel.parse(name, network).filter(each -> !each.equals(LiveChannel.PAYMENTS));
  }

  /** The client answers a ping. */
  @OnMessage
  public void pong(PongMessage answer) {
    if (client != null) {
      sink.heard(clock.instant());
    }
  }

  /** The connection is closed. */
  @OnClose
  public void close() {
    if (client != null) {
      client.end(LiveEnd.GONE);
    }
  }

  /** The connection broke, or the client did not keep to the protocol. */
  @OnError
  public void failed(Throwable failure) {
    close();
  }
}
