package org.opensy.mining.coopmine.coordinator.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The current job and the last few before it.
 *
 * <p>Thread-safe.
 */
public final class JobStore {
  static final int REMEMBERED = 16;

  private final Deque<ClusterJob> newestFirst = new ArrayDeque<>();
  private boolean withdrawn = true;
  private long lastSequence;

  /**
   * An empty store.
   *
   * @param before number before that of the first job; with the milliseconds of now, numbers grow
   *     over restarts too
   */
  public JobStore(long before) {
    this.lastSequence = before;
  }

  /** Makes the pool's new job the current one. */
  public synchronized ClusterJob publish(PoolJob job) {
    boolean good = !withdrawn && newestFirst.element().pool().outlives(job);
    NonceSpace nonces =
        newestFirst.stream()
            .filter(known -> known.pool().sharesNoncesWith(job))
            .findFirst()
            .map(ClusterJob::nonces)
            .orElseGet(() -> NonceSpace.of(job.blob().bytes(), job.blob().nonceOffset()));
    ClusterJob current = new ClusterJob(++lastSequence, job, nonces, good);
    newestFirst.addFirst(current);
    if (newestFirst.size() > REMEMBERED) {
      newestFirst.removeLast();
    }
    withdrawn = false;
    return current;
  }

  /** The pool is gone, and its jobs with it: there is no current job until the next one comes. */
  public synchronized void withdraw() {
    withdrawn = true;
  }

  /** The job to work on. */
  public synchronized Optional<ClusterJob> current() {
    return withdrawn ? Optional.empty() : Optional.of(newestFirst.element());
  }

  /** The job of that number if it is the current one or one of the {@value #REMEMBERED} last. */
  public synchronized Optional<ClusterJob> find(long sequence) {
    return newestFirst.stream().filter(job -> job.sequence() == sequence).findFirst();
  }

  /** Whether shares of the job may still be handed to the pool. */
  public synchronized boolean isGood(ClusterJob job) {
    if (withdrawn) {
      return false;
    }
    ClusterJob current = newestFirst.element();
    return job.sequence() == current.sequence() || job.pool().outlives(current.pool());
  }
}
