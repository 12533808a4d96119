package org.opensy.mining.stratum.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.opensy.mining.stratum.api.AdmissionControl;

/**
 * An event loop and its connections. Their set is confined to the loop; {@link #execute}, {@link
 * #forEach} and {@link #renewAll} may be called from any thread.
 */
final class LoopMiners implements Executor {
  /** So many jobs are made before they are handed to the system. */
  private static final int GROUP = 64;

  private final EventLoop loop;
  // In the order in which they came, which is about that in which they lie in memory, the kernel's
  // too: what is near costs less to fetch.
  private final Set<MinerConnection> miners = new LinkedHashSet<>();

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

  /** Runs a task on the loop, at once if called there. */
  @Override
  public void execute(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  /** Runs a task on the loop; drops it if the loop has ended, and all its connections with it. */
  void executeIfRunning(Runnable task) {
    try {
      execute(task);
    } catch (RejectedExecutionException e) {
      System.getLogger("org.opensy.mining.stratum")
          .log(System.Logger.Level.DEBUG, "The event loop has ended", e);
    }
  }

  /** Has the loop run an action on each connection. Does nothing once the loop has ended. */
  void forEach(Consumer<MinerConnection> action) {
    executeIfRunning(() -> snapshot().forEach(action));
  }

  /**
   * Has the loop send each connection its job, group by group: making jobs and handing them to the
   * system each use much memory, and taken in turns job by job they evict each other from the
   * processor's caches.
   *
   * @param askedNanos when the pool asked for it
   * @param control hears when a group has its jobs
   */
  void renewAll(long askedNanos, AdmissionControl control) {
    executeIfRunning(
        () -> {
          List<MinerConnection> all = snapshot();
          for (int from = 0; from < all.size(); from += GROUP) {
            List<MinerConnection> group = all.subList(from, Math.min(from + GROUP, all.size()));
            int written = (int) group.stream().filter(MinerConnection::writeJob).count();
            group.forEach(MinerConnection::flush);
            control.jobsWritten(written, loop.ticker().nanoTime() - askedNanos);
          }
        });
  }

  private void checkTimes() {
    long now = loop.ticker().nanoTime();
    snapshot().forEach(miner -> miner.checkTimes(now));
  }

  // An action may close a connection, which takes it out of the set.
  private List<MinerConnection> snapshot() {
    return List.copyOf(miners);
  }
}
