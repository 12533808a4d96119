package org.opensy.mining.bench.load;

import java.util.Arrays;

/** Durations, and how they are distributed. Thread-safe. */
final class Samples {
  private static final int FIRST_SIZE = 1024;
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[FIRST_SIZE];
  private int count;

  synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = duration;
    count++;
  }

  synchronized void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  synchronized int count() {
    return count;
  }

  /**
   * The smallest duration that this part of all do not exceed, in milliseconds; not a number if
   * there are none.
   *
   * @param part 0 to 1; 1 for the longest
   */
  synchronized double millis(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(part * count);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }
}
