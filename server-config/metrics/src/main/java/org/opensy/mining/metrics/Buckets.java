package org.opensy.mining.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The upper bounds of a histogram's buckets, beneath the last one, which takes everything.
 * Immutable.
 */
public final class Buckets {
  /** Calls that take from 0.1 ms to some seconds, in seconds. */
  public static final Buckets QUICK_CALLS = exponential(0.0001, 2, 16);

  /** Calls that take from 1 ms to half a minute, in seconds. */
  public static final Buckets CALLS = exponential(0.001, 2, 16);

  private final double[] bounds;

  private Buckets(double[] bounds) {
    this.bounds = bounds;
  }

  /**
   * Each bound is a multiple of the one before.
   *
   * @param first above 0
   * @param factor above 1
   * @param count how many bounds
   */
  public static Buckets exponential(double first, double factor, int count) {
    if (!(first > 0) || !(factor > 1) || count < 1) {
      throw new IllegalArgumentException("no rising bounds: " + first + " " + factor);
    }
    return new Buckets(
        IntStream.range(0, count).mapToDouble(i -> first * Math.pow(factor, i)).toArray());
  }

  int count() {
    return bounds.length;
  }

  double bound(int bucket) {
    return bounds[bucket];
  }

  /** The first bucket whose bound is not below the value, or {@link #count} if there is none. */
  int of(double value) {
    int found = Arrays.binarySearch(bounds, value);
    return found < 0 ? -found - 1 : found;
  }
}
