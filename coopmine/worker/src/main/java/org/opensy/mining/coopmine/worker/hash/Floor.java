package org.opensy.mining.coopmine.worker.hash;

/**
 * Where hashing threads see what to do: the assignment of now, readable at each hash.
 *
 * <p>Thread-safe.
 */
final class Floor {
  private volatile Assignment current = Assignment.leave();
  private volatile boolean closed;
  private int hashersOut;

  /** Changes the assignment; the threads see it before their next hash. */
  synchronized void assign(Assignment next) {
    Assignment former = current;
    current = next;
    if (!former.task().equals(next.task())) {
      former.task().ifPresent(task -> task.nonces().close());
    }
    notifyAll();
  }

  Assignment current() {
    return current;
  }

  boolean isCurrent(Assignment assignment) {
    return current == assignment;
  }

  /** Sends the threads home. */
  void close() {
    closed = true;
    assign(Assignment.leave());
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

  /** A thread has taken a hasher. */
  synchronized void hasherTaken() {
    hashersOut++;
  }

  /** A thread has closed its hasher. */
  synchronized void hasherClosed() {
    hashersOut--;
    notifyAll();
  }

  /** Waits until no thread has a hasher. */
  synchronized void awaitNoHashers() throws InterruptedException {
    while (hashersOut > 0) {
      wait();
    }
  }
}
