package org.opensy.mining.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How often values of each size came, from 0 at the start. Its counts only grow, so those of
 * several instances can be added up, and quantiles be computed of the sums. Thread-safe, and never
 * waits.
 */
public final class Histogram {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Buckets buckets;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /** An empty one. */
  public Histogram(Buckets buckets) {
    this.buckets = buckets;
    this.counts =
        Stream.generate(LongAdder::new).limit(buckets.count() + 1L).toArray(LongAdder[]::new);
  }

  /** A value came. */
  public void observe(double value) {
    counts[buckets.of(value)].increment();
    sum.add(value);
  }

  /** A time in nanoseconds, as {@link System#nanoTime} counts, into a histogram of seconds. */
  public void observeNanos(long nanos) {
    observe(nanos / NANOS);
  }

  /** How many values came. */
  public long count() {
    return Stream.of(counts).mapToLong(LongAdder::sum).sum();
  }

  Buckets buckets() {
    return buckets;
  }

  /** How many values were at most as large as each bound; all values at the end. */
  long[] upTo() {
    long[] upTo = new long[counts.length];
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i].sum();
      upTo[i] = below;
    }
    return upTo;
  }

  double sum() {
    return sum.sum();
  }
}
