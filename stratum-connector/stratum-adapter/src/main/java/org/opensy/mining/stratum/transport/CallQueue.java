package org.opensy.mining.stratum.transport;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one queue between the event loops and the workers, first in first out. When it is full, an
 * offer is refused and the miner is told so; the notices of closed sessions, at most one for each
 * connection, always fit. Thread-safe.
 */
public final class CallQueue {
  private final int capacity;
  private final Queue<PoolCall> calls = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param capacity how many calls may wait
   */
  public CallQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a call, unless the queue is full or closed. */
  boolean offer(PoolCall call) {
    return add(call, capacity);
  }

  /** Adds a notice, unless the queue is closed. */
  boolean offerNotice(PoolCall notice) {
    return add(notice, Integer.MAX_VALUE);
  }

  private boolean add(PoolCall call, int limit) {
    lock.lock();
    try {
      if (closed || calls.size() >= limit) {
        return false;
      }
      calls.add(call);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a call, whatever interrupts. Empty once the queue is closed and drained. */
  public Optional<PoolCall> take() {
    lock.lock();
    try {
      while (calls.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(calls.poll());
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls; those that wait are still handed out. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what still waits. */
  public void clear() {
    lock.lock();
    try {
      calls.clear();
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    lock.lock();
    try {
      return calls.size();
    } finally {
      lock.unlock();
    }
  }

  int capacity() {
    return capacity;
  }
}
