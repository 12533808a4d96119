package org.opensy.mining.pool.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be done on the journal's thread. Bounded: a disk that hangs must not fill the memory.
 * Thread-safe.
 */
final class JournalQueue {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Append> appends = new ArrayList<>();
  private List<JournalTicket> settled = new ArrayList<>();
  private boolean closed;

  /**
   * @param most records that may wait for the disk
   */
  JournalQueue(int most) {
    this.most = most;
  }

  /**
   * What came up since the last time.
   *
   * @param appends records to write
   * @param settled groups to delete
   * @param last whether nothing will follow
   */
  record Work(List<Append> appends, List<JournalTicket> settled, boolean last) {}

  /** Takes a record; false if too many wait or the journal is closed. */
  boolean offer(Append append) {
    lock.lock();
    try {
      if (closed || appends.size() >= most) {
        return false;
      }
      appends.add(append);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Has a group deleted. */
  void settled(JournalTicket ticket) {
    lock.lock();
    try {
      settled.add(ticket);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more records; what is there is still done.
   *
   * @return whether it was closed before
   */
  boolean close() {
    lock.lock();
    try {
      boolean before = closed;
      closed = true;
      changed.signal();
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** All that there is to do; nothing if nothing comes up within the time. */
  Work await(Duration bound) throws InterruptedException {
    lock.lock();
    try {
      long nanos = bound.toNanos();
      while (appends.isEmpty() && settled.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      Work work = new Work(appends, settled, closed);
      appends = new ArrayList<>();
      settled = new ArrayList<>();
      return work;
    } finally {
      lock.unlock();
    }
  }
}
