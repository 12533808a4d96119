package org.opensy.mining.stratum.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the calls that wait for the pool or are with it, so that a stop can wait for their
 * answers. Thread-safe.
 */
final class CallsUnderWay {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int count;

  void begin() {
    lock.lock();
    try {
      count++;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      count--;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is none; false if there still is one at the deadline. */
  boolean awaitNone(Deadline deadline) {
    lock.lock();
    try {
      while (count > 0 && !deadline.isOver()) {
        none.await(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      }
      return count == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
