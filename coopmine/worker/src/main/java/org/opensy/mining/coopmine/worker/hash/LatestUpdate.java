package org.opensy.mining.coopmine.worker.hash;

import java.util.Optional;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Room for one update: a newer one replaces it.
 *
 * <p>Thread-safe.
 */
final class LatestUpdate {
  private Optional<TaskUpdate> waiting = Optional.empty();
  private boolean closed;

  synchronized void put(TaskUpdate update) {
    waiting.flatMap(TaskUpdate::task).ifPresent(task -> task.nonces().close());
    waiting = Optional.of(update);
    notifyAll();
  }

  /** The newest update, as soon as there is one; empty when closed. */
  synchronized Optional<TaskUpdate> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Optional<TaskUpdate> update = closed ? Optional.empty() : waiting;
    waiting = Optional.empty();
    return update;
  }

  /** Whether an update waits. */
  synchronized boolean hasNewer() {
    return closed || waiting.isPresent();
  }

  /** Whether it is clear that the memory of this key will not be used next. */
  synchronized boolean hasLeft(RandomXKey key) {
    return closed
        || waiting.flatMap(TaskUpdate::task).filter(task -> !task.key().equals(key)).isPresent();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
