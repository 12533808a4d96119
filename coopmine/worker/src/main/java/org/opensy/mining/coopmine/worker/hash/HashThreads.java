package org.opensy.mining.coopmine.worker.hash;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The hashing threads, and the thread that loads RandomX keys for them.
 *
 * <p>Thread-safe.
 */
public final class HashThreads implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HashThreads.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LatestUpdate updates = new LatestUpdate();
  private final CurrentAssignment current = new CurrentAssignment();
  private final HashMeter meter = new HashMeter();
  private final List<Thread> threads = new ArrayList<>();

  private final CountDownLatch finished;

  private HashThreads(int size) {
    this.finished = new CountDownLatch(size + 1);
  }

  /**
   * Starts the threads; they wait for the first update.
   *
   * @param size hashing threads, at least 1
   */
  public static HashThreads start(
      int size, HasherFactory hashers, ShareSink shares, ThreadFactory threads) {
    HashThreads hashThreads = new HashThreads(size);
    hashThreads.add(threads, new HasherLoader(hashThreads.updates, hashThreads.current, hashers));
    for (int i = 0; i < size; i++) {
      hashThreads.add(threads, new HashLoop(hashThreads.current, hashThreads.meter, shares));
    }
    hashThreads.threads.forEach(Thread::start);
    return hashThreads;
  }

  private void add(ThreadFactory factory, Runnable work) {
    threads.add(
        factory.newThread(
            () -> {
              try {
                work.run();
              } finally {
                finished.countDown();
              }
            }));
  }

  /** Takes an update; it replaces one that is not yet carried out. Does not wait. */
  public void update(TaskUpdate update) {
    updates.put(update);
  }

  public HashMeter meter() {
    return meter;
  }

  /** Whether the threads are hashing. */
  public boolean isHashing() {
    return current.get().task().isPresent();
  }

  /** Whether this is what they hash. */
  boolean isHashing(Task task) {
    return current.get().task().filter(task::equals).isPresent();
  }

  /** Stops the threads and waits up to ten seconds for them. */
  @Override
  public void close() {
    updates.close();
    current.close();
    try {
      if (!finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        threads.stream().filter(Thread::isAlive).forEach(HashThreads::giveUp);
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private static void giveUp(Thread thread) {
    thread.interrupt();
    LOG.log(Level.WARNING, "COOP-3103 thread {0} did not stop in time", thread.getName());
  }
}
