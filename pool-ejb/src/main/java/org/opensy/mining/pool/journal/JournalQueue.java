package org.opensy.mining.pool.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What is to be done on the journal's thread. Bounded: a disk that hangs must not fill the memory.
 * The thread is woken for the first record and for what cannot wait, not for each record.
 * Thread-safe.
 */
final class JournalQueue {
  /** So many records are worth a sync of their own. */
  private static final int ENOUGH = 1000;

  private final int most;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Append> appends = new ArrayList<>();
  private List<JournalTicket> settled = new ArrayList<>();
  private boolean urgent;
  private boolean isIdle;
  private boolean closed;

  /**
   * @param most records that may wait for the disk
   * @param nanoTime the clock
   */
  JournalQueue(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  /**
   * What came up since the last time.
   *
   * @param appends records to write
   * @param settled groups to delete
   * @param last whether nothing will follow
   */
  record Work(List<Append> appends, List<JournalTicket> settled, boolean last) {}

  /**
   * A record on its way to the disk.
   *
   * @param record its bytes, which nobody changes
   * @param urgent whether it may use the last room and is not kept waiting for others
   * @param answers where the answer is given
   * @param answer with the ticket when it is synced, empty if it is refused
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Append(
      byte[] record,
      boolean urgent,
      Executor answers,
      CompletableFuture<Optional<JournalTicket>> answer) {

    /** Gives all the same answer, in one task for each executor: a group wakes each thread once. */
    static void answer(List<Append> appends, Optional<JournalTicket> ticket) {
      IdentityHashMap<Executor, List<Append>> byExecutor = new IdentityHashMap<>();
      for (Append append : appends) {
        byExecutor.computeIfAbsent(append.answers, executor -> new ArrayList<>()).add(append);
      }
      byExecutor.forEach(
          (executor, its) ->
              run(executor, () -> its.forEach(append -> append.answer.complete(ticket))));
    }

    /** A thread that has ended must not keep an answer from being given. */
    private static void run(Executor executor, Runnable task) {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException ended) {
        task.run();
      }
    }
  }

  /** Takes a record; false if too many wait or the journal is closed. */
  boolean offer(Append append) {
    lock.lock();
    try {
      if (closed || appends.size() >= most) {
        return false;
      }
      appends.add(append);
      urgent |= append.urgent();
      if (isIdle || append.urgent() || appends.size() == ENOUGH) {
        changed.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Has a group deleted; that waits for the next record, or the next time somebody looks. */
  void settled(JournalTicket ticket) {
    lock.lock();
    try {
      settled.add(ticket);
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

  /**
   * All that there is to do, as soon as there is a record, or when the time is over.
   *
   * @param due until when, by the clock, records that can wait are collected
   * @param bound how long to wait for a record after that
   */
  Work await(long due, Duration bound) throws InterruptedException {
    lock.lock();
    try {
      await(due - nanoTime.getAsLong(), () -> !urgent && appends.size() < ENOUGH);
      isIdle = true;
      await(bound.toNanos(), () -> appends.isEmpty());
      return take();
    } finally {
      isIdle = false;
      lock.unlock();
    }
  }

  private Work take() {
    Work work = new Work(appends, settled, closed);
    appends = new ArrayList<>();
    settled = new ArrayList<>();
    urgent = false;
    return work;
  }

  private void await(long bound, BooleanSupplier goesOn) throws InterruptedException {
    long nanos = bound;
    while (goesOn.getAsBoolean() && !closed && nanos > 0) {
      nanos = changed.awaitNanos(nanos);
    }
  }
}
