package org.opensy.mining.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What only grows, from 0 at the start. Thread-safe, and never waits. */
public final class Counter {
  private final LongAdder count = new LongAdder();

  /** One more. */
  public void inc() {
    count.increment();
  }

  /** So many more, 0 or above. */
  public void inc(long more) {
    count.add(more);
  }

  /** How many so far. */
  public long count() {
    return count.sum();
  }
}
