package org.opensy.mining.coopmine.worker.hash;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Turns orders into assignments: holds the memory of the current key and prepares that of the next
 * one. Work on the old job goes on meanwhile only if its shares are still good.
 *
 * <p>Confined to its thread.
 */
final class HasherLoader implements Runnable {
  private static final System.Logger LOG = System.getLogger(HasherLoader.class.getName());

  private final OrderSlot orders;
  private final CurrentAssignment current;
  private final HasherFactory factory;
  private Optional<HasherSource> source = Optional.empty();

  HasherLoader(OrderSlot orders, CurrentAssignment current, HasherFactory factory) {
    this.orders = orders;
    this.current = current;
    this.factory = factory;
  }

  @Override
  public void run() {
    try {
      Optional<Order> order = orders.take();
      while (order.isPresent()) {
        tryToExecute(order.get());
        order = orders.take();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      current.set(Assignment.release());
      closeSource();
    }
  }

  /** A failure that nobody expects costs this order, and not the worker. */
  private void tryToExecute(Order order) throws InterruptedException {
    try {
      execute(order);
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "COOP-3104 an order failed; the next job is tried again", unexpected);
    }
  }

  private void execute(Order order) throws InterruptedException {
    if (order.task().isEmpty()) {
      current.set(Assignment.pause(source));
      return;
    }
    Task task = order.task().get();
    if (!isReady(task.key())) {
      prepare(task.key(), order.previousStillGood());
    }
    if (isReady(task.key()) && !orders.hasNewer()) {
      current.set(Assignment.hash(task, source.orElseThrow()));
    }
  }

  private boolean isReady(RandomXKey key) {
    return source.filter(ready -> ready.key().equals(key)).isPresent();
  }

  private void prepare(RandomXKey key, boolean hashMeanwhile) throws InterruptedException {
    if (factory.oneAtATime()) {
      current.set(Assignment.release());
      current.awaitNoHashers();
      closeSource();
    } else if (!hashMeanwhile) {
      current.set(Assignment.pause(source));
    }
    try {
      HasherSource next = factory.prepare(key, () -> orders.hasLeft(key));
      closeSource();
      source = Optional.of(next);
      LOG.log(Level.INFO, "RandomX key {0} ready: {1}", key, next.description());
    } catch (RandomXException e) {
      if (!orders.hasLeft(key)) {
        LOG.log(Level.ERROR, "COOP-3102 RandomX key " + key + " could not be prepared", e);
      }
    }
  }

  private void closeSource() {
    source.ifPresent(HasherSource::close);
    source = Optional.empty();
  }
}
