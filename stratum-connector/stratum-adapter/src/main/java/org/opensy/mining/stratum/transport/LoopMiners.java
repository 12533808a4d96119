package org.opensy.mining.stratum.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections of one event loop. Its set is confined to the loop; {@link #forEach} may be
 * called from any thread.
 */
final class LoopMiners {
  private final EventLoop loop;
  private final Set<MinerConnection> miners = new HashSet<>();

  LoopMiners(EventLoop loop) {
    this.loop = loop;
  }

  /** Looks for time-outs from now on until the loop ends. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
  void watchTimes(Duration interval) {
    long nanos = interval.toNanos();
    loop.scheduleWithFixedDelay(this::checkTimes, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void add(MinerConnection miner) {
    miners.add(miner);
  }

  void remove(MinerConnection miner) {
    miners.remove(miner);
  }

  /** Has the loop run an action on each connection. Does nothing once the loop has ended. */
  void forEach(Consumer<MinerConnection> action) {
    try {
      loop.execute(() -> snapshot().forEach(action));
    } catch (RejectedExecutionException e) {
      System.getLogger("org.opensy.mining.stratum")
          .log(System.Logger.Level.DEBUG, "The event loop has ended", e);
    }
  }

  private void checkTimes() {
    long now = loop.ticker().nanoTime();
    snapshot().forEach(miner -> miner.checkTimes(now));
  }

  // An action may close a connection, which takes it out of the set.
  private List<MinerConnection> snapshot() {
    return new ArrayList<>(miners);
  }
}
