package org.opensy.mining.coopmine.worker.hash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.opensy.mining.coopmine.protocol.NonceSpan;

/**
 * The nonces of one task, in slices for its threads. When less than a quarter of the last span is
 * left, it asks for more, once until more has come.
 *
 * <p>Thread-safe.
 */
public final class NonceSupply {
  /** The largest slice. */
  static final long SLICE = 64;

  /** How many spans may wait; further ones are dropped. */
  private static final int MAX_SPANS = 8;

  private final Runnable low;
  private final Deque<NonceSpan> spans = new ArrayDeque<>();
  private long left;
  private long lastSpan;
  private boolean asked;
  private boolean ended;

  /**
   * An empty supply.
   *
   * @param low asks for more, without waiting for it; called in a thread that takes a slice
   */
  public NonceSupply(Runnable low) {
    this.low = low;
  }

  /** More nonces have come. */
  public synchronized void add(NonceSpan span) {
    if (!ended && spans.size() < MAX_SPANS) {
      spans.addLast(span);
      left += span.count();
      lastSpan = span.count();
    }
    asked = false;
    notifyAll();
  }

  /** No more will come: what is there is still handed out. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The task is over: nothing is handed out any more. */
  public synchronized void close() {
    spans.clear();
    left = 0;
    end();
  }

  /**
   * The next slice; waits for it when none is left.
   *
   * @return empty when there are no more nonces for this task
   */
  public Optional<NonceSpan> take() throws InterruptedException {
    if (mustAsk()) {
      low.run();
    }
    synchronized (this) {
      while (spans.isEmpty() && !ended) {
        wait();
      }
      return Optional.ofNullable(spans.pollFirst()).map(this::cut);
    }
  }

  private synchronized boolean mustAsk() {
    boolean now = !asked && !ended && left <= lastSpan / 4;
    asked |= now;
    return now;
  }

  private NonceSpan cut(NonceSpan span) {
    long count = Math.min(SLICE, span.count());
    if (count < span.count()) {
      spans.addFirst(new NonceSpan(span.first() + count, span.count() - count));
    }
    left -= count;
    return new NonceSpan(span.first(), count);
  }
}
