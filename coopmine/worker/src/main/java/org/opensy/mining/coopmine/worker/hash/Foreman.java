package org.opensy.mining.coopmine.worker.hash;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Turns orders into assignments: keeps the memory of the current key and prepares that of the next
 * one. Work on the old job goes on meanwhile only if its shares are still good.
 *
 * <p>Confined to its thread.
 */
final class Foreman implements Runnable {
  private static final System.Logger LOG = System.getLogger(Foreman.class.getName());

  private final OrderSlot orders;
  private final Floor floor;
  private final HasherFactory factory;
  private Optional<HasherSource> source = Optional.empty();

  Foreman(OrderSlot orders, Floor floor, HasherFactory factory) {
    this.orders = orders;
    this.floor = floor;
    this.factory = factory;
  }

  @Override
  public void run() {
    try {
      Optional<Order> order = orders.take();
      while (order.isPresent()) {
        tryToCarryOut(order.get());
        order = orders.take();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      floor.assign(Assignment.leave());
      dropSource();
    }
  }

  /** A failure that nobody expects costs this order, and not the worker. */
  private void tryToCarryOut(Order order) throws InterruptedException {
    try {
      carryOut(order);
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "COOP-3104 an order failed; the next job is tried again", unexpected);
    }
  }

  private void carryOut(Order order) throws InterruptedException {
    if (order.task().isEmpty()) {
      floor.assign(Assignment.rest(source));
      return;
    }
    Task task = order.task().get();
    if (!isReady(task.key())) {
      prepare(task.key(), order.previousStillGood());
    }
    if (isReady(task.key()) && !orders.hasNewer()) {
      floor.assign(Assignment.hash(task, source.orElseThrow()));
    }
  }

  private boolean isReady(RandomXKey key) {
    return source.filter(ready -> ready.key().equals(key)).isPresent();
  }

  private void prepare(RandomXKey key, boolean goOnMeanwhile) throws InterruptedException {
    if (factory.oneAtATime()) {
      floor.assign(Assignment.leave());
      floor.awaitNoHashers();
      dropSource();
    } else if (!goOnMeanwhile) {
      floor.assign(Assignment.rest(source));
    }
    try {
      HasherSource next = factory.prepare(key, () -> orders.hasLeft(key));
      dropSource();
      source = Optional.of(next);
      LOG.log(Level.INFO, "RandomX key {0} ready: {1}", key, next.description());
    } catch (RandomXException e) {
      if (!orders.hasLeft(key)) {
        LOG.log(Level.ERROR, "COOP-3102 RandomX key " + key + " could not be prepared", e);
      }
    }
  }

  private void dropSource() {
    source.ifPresent(HasherSource::close);
    source = Optional.empty();
  }
}
