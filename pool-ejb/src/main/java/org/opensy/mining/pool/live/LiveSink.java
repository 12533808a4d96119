package org.opensy.mining.pool.live;

import java.io.IOException;
import java.time.Instant;

/**
 * A client's connection. None of its methods ever waits. Those that write and the one that ends it
 * are called by one thread at a time, and none after the end; {@link #isOver} by any.
 */
public interface LiveSink {

  /** By what the client is connected. */
  Transport transport();

  /**
   * Whether it takes an event now. If not, {@link LiveClient#drain} is called as soon as it does.
   */
  boolean isReady();

  /**
   * Takes an event; called when it is ready.
   *
   * @throws IOException if the client is gone
   */
  void write(LiveEvent event) throws IOException;

  /**
   * Sends what was written.
   *
   * @throws IOException if the client is gone
   */
  void flush() throws IOException;

  /** Whether the connection has lasted as long as it may. */
  boolean isOver(Instant now);

  /** Ends the connection; called once. */
  void end(LiveEnd why);

  /** How clients can be connected. */
  enum Transport {
    /** Server-sent events. */
    SSE,
    /** A WebSocket. */
    WEBSOCKET
  }
}
