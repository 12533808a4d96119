package org.opensy.mining.pool.journal;

import java.util.concurrent.atomic.AtomicLong;

/** What the journal's thread tells the others. Thread-safe. */
final class JournalGauges {
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile long bytes;
  private volatile long replayed;
  private volatile boolean full;
  private volatile boolean failing;

  JournalStatus status() {
    return new JournalStatus(waiting.get(), bytes, full, failing, failures.get(), replayed);
  }

  void replayed(int records) {
    replayed = records;
    waiting.addAndGet(records);
  }

  void synced(int records) {
    waiting.addAndGet(records);
  }

  void settledOne() {
    waiting.decrementAndGet();
  }

  void failed() {
    failures.incrementAndGet();
  }

  void bytes(long now) {
    bytes = now;
  }

  boolean isFull() {
    return full;
  }

  void full(boolean now) {
    full = now;
  }

  boolean isFailing() {
    return failing;
  }

  void failing(boolean now) {
    failing = now;
  }
}
