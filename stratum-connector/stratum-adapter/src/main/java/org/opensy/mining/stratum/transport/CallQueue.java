package org.opensy.mining.stratum.transport;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from the event loops to the workers: lane by lane, in each first in first out. When a
 * lane is full, an offer is refused, unless it may use the lane's reserve; the notices of closed
 * sessions, at most one for each connection, always fit. Also counts the calls whose answers the
 * miners wait for, so that a stop can wait for them too. Thread-safe.
 */
public final class CallQueue {

  /** Kinds of calls, in the order in which workers take them. */
  enum Lane {
    /** Shares that claim to be a block. */
    CLAIM,
    /** Logins, and the ends of sessions: quick, and a share would hold them up. */
    LOGIN,
    /** Shares: each costs a hash. */
    SHARE
  }

  private final int capacity;
  private final Map<Lane, Queue<PoolCall>> lanes = new EnumMap<>(Lane.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition allAnswered = lock.newCondition();
  private int unanswered;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param capacity how many calls may wait in each lane
   */
  public CallQueue(int capacity) {
    this.capacity = capacity;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new ArrayDeque<>());
    }
  }

  /**
   * Adds a call, unless its lane is full or the queue is closed. Once it is answered, {@link
   * #answered} is to be called.
   */
  boolean offer(Lane lane, PoolCall call) {
    return add(lane, call, capacity, 1);
  }

  /** The same with a reserve, as long again as the lane. */
  boolean offerWithReserve(Lane lane, PoolCall call) {
    return add(lane, call, 2 * capacity, 1);
  }

  /** Adds a notice, which has no answer, unless the queue is closed. */
  boolean offerNotice(PoolCall notice) {
    return add(Lane.LOGIN, notice, Integer.MAX_VALUE, 0);
  }

  private boolean add(Lane lane, PoolCall call, int limit, int answers) {
    lock.lock();
    try {
      Queue<PoolCall> calls = lanes.get(lane);
      if (closed || calls.size() >= limit) {
        return false;
      }
      calls.add(call);
      unanswered += answers;
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
      Optional<PoolCall> call = poll();
      while (call.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
        call = poll();
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  private Optional<PoolCall> poll() {
    for (Queue<PoolCall> calls : lanes.values()) {
      if (!calls.isEmpty()) {
        return Optional.of(calls.remove());
      }
    }
    return Optional.empty();
  }

  /** The miner has the answer to a call. */
  void answered() {
    lock.lock();
    try {
      unanswered--;
      if (unanswered == 0) {
        allAnswered.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every call is answered; false if one still is not at the deadline. */
  boolean awaitAnswers(Deadline deadline) {
    lock.lock();
    try {
      while (unanswered > 0 && !deadline.isOver()) {
        allAnswered.await(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      }
      return unanswered == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
      lanes.values().forEach(Queue::clear);
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    lock.lock();
    try {
      return lanes.values().stream().mapToInt(Queue::size).sum();
    } finally {
      lock.unlock();
    }
  }
}
