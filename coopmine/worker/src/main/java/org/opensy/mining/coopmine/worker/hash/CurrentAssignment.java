package org.opensy.mining.coopmine.worker.hash;

/**
 * What the hashing threads are to do now; cheap enough to look at before each hash.
 *
 * <p>Thread-safe.
 */
final class CurrentAssignment {
  private volatile Assignment current = Assignment.release();
  private volatile boolean closed;
  private int openHashers;

  /** Changes the assignment; the threads see it before their next hash. */
  synchronized void set(Assignment next) {
    Assignment former = current;
    current = next;
    if (!former.task().equals(next.task())) {
      former.task().ifPresent(task -> task.nonces().close());
    }
    notifyAll();
  }

  Assignment get() {
    return current;
  }

  boolean is(Assignment assignment) {
    return current == assignment;
  }

  /** Makes the threads end. */
  void close() {
    closed = true;
    set(Assignment.release());
  }

  boolean isClosed() {
    return closed;
  }

  /** Waits until there is another assignment than this one. */
  synchronized void awaitOther(Assignment than) throws InterruptedException {
    while (current == than && !closed) {
      wait();
    }
  }

  /** A thread is about to open a hasher. */
  synchronized void hasherOpened() {
    openHashers++;
  }

  /** A thread has closed its hasher. */
  synchronized void hasherClosed() {
    openHashers--;
    notifyAll();
  }

  /** Waits until no thread has a hasher open. */
  synchronized void awaitNoHashers() throws InterruptedException {
    while (openHashers > 0) {
      wait();
    }
  }
}
