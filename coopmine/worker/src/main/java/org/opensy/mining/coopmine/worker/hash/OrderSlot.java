package org.opensy.mining.coopmine.worker.hash;

import java.util.Optional;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Room for one order: a newer one replaces it.
 *
 * <p>Thread-safe.
 */
final class OrderSlot {
  private Optional<Order> waiting = Optional.empty();
  private boolean closed;

  synchronized void put(Order order) {
    waiting.flatMap(Order::task).ifPresent(task -> task.nonces().close());
    waiting = Optional.of(order);
    notifyAll();
  }

  /** The newest order, as soon as there is one; empty when closed. */
  synchronized Optional<Order> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Optional<Order> order = closed ? Optional.empty() : waiting;
    waiting = Optional.empty();
    return order;
  }

  /** Whether an order waits. */
  synchronized boolean hasNewer() {
    return closed || waiting.isPresent();
  }

  /** Whether it is clear that the memory of this key will not be used next. */
  synchronized boolean hasLeft(RandomXKey key) {
    return closed
        || waiting.flatMap(Order::task).filter(task -> !task.key().equals(key)).isPresent();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
