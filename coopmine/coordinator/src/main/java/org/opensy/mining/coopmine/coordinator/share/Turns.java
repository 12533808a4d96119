package org.opensy.mining.coopmine.coordinator.share;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Work of many owners on a few threads. Each owner has a queue of its own, and the owners take
 * turns: who hands in much waits for itself, not others for it.
 *
 * <p>Thread-safe.
 */
final class Turns {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());

  private final Executor executor;
  private final int threads;
  private final int room;
  private final Map<Long, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private int running;

  /**
   * Nothing waits.
   *
   * @param threads how many pieces of work run at a time
   * @param room pieces of one owner that may wait
   */
  Turns(Executor executor, int threads, int room) {
    this.executor = executor;
    this.threads = threads;
    this.room = room;
  }

  /**
   * Runs the work when its owner's turn comes.
   *
   * @return false if too much of this owner waits already
   * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more
   */
  boolean offer(long owner, Runnable work) {
    if (!put(owner, work)) {
      return false;
    }
    if (begin()) {
      boolean begun = false;
      try {
        executor.execute(this::run);
        begun = true;
      } finally {
        if (!begun) {
          end();
        }
      }
    }
    return true;
  }

  private synchronized boolean put(long owner, Runnable work) {
    Deque<Runnable> own = waiting.computeIfAbsent(owner, any -> new ArrayDeque<>());
    return own.size() < room && own.add(work);
  }

  private synchronized boolean begin() {
    boolean more = running < threads;
    if (more) {
      running++;
    }
    return more;
  }

  private synchronized void end() {
    running--;
  }

  private void run() {
    for (Optional<Runnable> work = next(); work.isPresent(); work = next()) {
      try {
        work.get().run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "COOP-1011 a share's check failed", e);
      }
    }
  }

  /** The first owner's next piece; the owner goes to the end. Without one this thread is done. */
  private synchronized Optional<Runnable> next() {
    Iterator<Map.Entry<Long, Deque<Runnable>>> owners = waiting.entrySet().iterator();
    if (!owners.hasNext()) {
      running--;
      return Optional.empty();
    }
    Map.Entry<Long, Deque<Runnable>> first = owners.next();
    owners.remove();
    Runnable work = first.getValue().remove();
    if (!first.getValue().isEmpty()) {
      waiting.put(first.getKey(), first.getValue());
    }
    return Optional.of(work);
  }
}
