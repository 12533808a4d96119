package org.opensy.mining.coopmine.worker.hash;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;

/**
 * Turns updates into assignments: holds the memory of the current key and prepares that of the next
 * one. Work on the old job goes on meanwhile only if its shares are still good.
 *
 * <p>Confined to its thread.
 */
final class HasherLoader implements Runnable {
  private static final System.Logger LOG = System.getLogger(HasherLoader.class.getName());

  private final LatestUpdate updates;
  private final CurrentAssignment current;
  private final HasherFactory factory;
  private Optional<HasherSource> source = Optional.empty();

  HasherLoader(LatestUpdate updates, CurrentAssignment current, HasherFactory factory) {
    this.updates = updates;
    this.current = current;
    this.factory = factory;
  }

  @Override
  public void run() {
    try {
      Optional<TaskUpdate> update = updates.take();
      while (update.isPresent()) {
        tryToApply(update.get());
        update = updates.take();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      current.set(Assignment.release());
      closeSource();
    }
  }

  /** A failure that nobody expects costs this update, and not the worker. */
  private void tryToApply(TaskUpdate update) throws InterruptedException {
    try {
      apply(update);
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "COOP-3104 an update failed; the next job is tried again", unexpected);
    }
  }

  private void apply(TaskUpdate update) throws InterruptedException {
    if (update.task().isEmpty()) {
      current.set(Assignment.pause(source));
      return;
    }
    Task task = update.task().get();
    if (!isReady(task.key())) {
      prepare(task.key(), update.previousStillGood());
    }
    if (isReady(task.key()) && !updates.hasNewer()) {
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
      HasherSource next = factory.prepare(key, () -> updates.hasLeft(key));
      closeSource();
      source = Optional.of(next);
      LOG.log(Level.INFO, "RandomX key {0} ready: {1}", key, next.description());
    } catch (RandomXException e) {
      if (!updates.hasLeft(key)) {
        LOG.log(Level.ERROR, "COOP-3102 RandomX key " + key + " could not be prepared", e);
      }
    }
  }

  private void closeSource() {
    source.ifPresent(HasherSource::close);
    source = Optional.empty();
  }
}
