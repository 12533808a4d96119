package org.opensy.mining.pool.live;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Somebody who listens. What it was not sent yet waits in a bounded queue, in which the latest
 * figures take the place of earlier ones. Who lets the queue run full, or takes nothing for too
 * long, is dropped. Thread-safe, and never waits.
 */
public final class LiveClient {
  /** Events that may wait. */
  static final int MOST_WAITING = 256;

  /** For so long a client may take nothing while something waits. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = System.getLogger(LiveClient.class.getName());

  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicReference<LiveEnd> ended = new AtomicReference<>();
  private final Map<Object, LiveEvent> waiting = new LinkedHashMap<>();
  private final LiveSink sink;
  private final LiveCounters counters;
  private final InstantSource clock;
  private final BiConsumer<LiveClient, LiveEnd> leaving;
  private volatile Instant lastTaken;
  private volatile boolean full;
  private boolean unflushed;
  private boolean closed;

  /**
   * A client of which nothing is known but its connection.
   *
   * @param leaving hears once that it left
   */
  LiveClient(
      LiveSink sink,
      LiveCounters counters,
      InstantSource clock,
      BiConsumer<LiveClient, LiveEnd> leaving) {
    this.sink = sink;
    this.counters = counters;
    this.clock = clock;
    this.leaving = leaving;
    this.lastTaken = clock.instant();
  }

  /** Has an event wait; {@link #drain} sends it, or ends the connection if it was one too many. */
  void offer(LiveEvent event) {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        lastTaken = clock.instant();
      }
      if (waiting.containsKey(event.slot())) {
        counters.conflated();
      } else if (waiting.size() == MOST_WAITING) {
        full = true;
        return;
      }
      waiting.put(event.slot(), event);
    }
  }

  /** Answers what the client said. */
  public void answer(String text) {
    offer(LiveEvent.ofConnection(new LiveData.Answer(text), Optional.empty(), clock.instant()));
    drain();
  }

  /**
   * Sends what waits, as far as the connection takes it. Whoever comes while another thread does so
   * leaves it to that one.
   */
  public void drain() {
    if (turns.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (seen > 0) {
      if (ended.get() == null) {
        writeWhileReady();
      }
      if (ended.get() != null) {
        closeOnce();
      }
      seen = turns.addAndGet(-seen);
    }
  }

  private void writeWhileReady() {
    if (full) {
      end(LiveEnd.SLOW);
      return;
    }
    try {
      while (ended.get() == null && sink.isReady()) {
        LiveEvent next = poll();
        if (next == null) {
          if (unflushed) {
            unflushed = false;
            sink.flush();
          }
          return;
        }
        sink.write(next);
        unflushed = true;
        lastTaken = clock.instant();
        counters.sent(sink.transport());
      }
    } catch (IOException | IllegalStateException gone) {
      LOG.log(Level.DEBUG, "a listener is gone", gone);
      end(LiveEnd.GONE);
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "POOL-7103 a live event cannot be written", failed);
      end(LiveEnd.GONE);
    }
  }

  private LiveEvent poll() {
    synchronized (waiting) {
      Iterator<LiveEvent> first = waiting.values().iterator();
      if (!first.hasNext()) {
        return null;
      }
      LiveEvent event = first.next();
      first.remove();
      return event;
    }
  }

  /**
   * Ends the connection, for whatever reason comes first. The connection itself is touched by one
   * thread at a time to the last: the server uses its buffers again for others.
   */
  public void end(LiveEnd why) {
    if (ended.compareAndSet(null, why)) {
      synchronized (waiting) {
        counters.lost(waiting.size());
        waiting.clear();
      }
      leaving.accept(this, why);
      drain();
    }
  }

  private void closeOnce() {
    if (!closed) {
      closed = true;
      try {
        sink.end(ended.get());
      } catch (RuntimeException gone) {
        LOG.log(Level.DEBUG, "a connection ended by itself", gone);
      }
    }
  }

  /** Ends it if it has to. */
  void look(Instant now) {
    if (isStuck(now)) {
      end(LiveEnd.SLOW);
    } else if (sink.isOver(now)) {
      end(LiveEnd.OVER);
    }
  }

  private boolean isStuck(Instant now) {
    synchronized (waiting) {
      return !waiting.isEmpty() && lastTaken.plus(PATIENCE).isBefore(now);
    }
  }

  LiveSink.Transport transport() {
    return sink.transport();
  }
}
