package org.opensy.mining.coopmine.worker.hash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts hashes and turns samples of the count into a rate over the last minute.
 *
 * <p>Thread-safe.
 */
public final class HashMeter {
  static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int MAX_SAMPLES = 128;

  private final LongAdder hashes = new LongAdder();
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant at, long hashes) {}

  /** Counts one hash. */
  void count() {
    hashes.increment();
  }

  /** Hashes since the worker started. */
  public long total() {
    return hashes.sum();
  }

  /**
   * Takes a sample. To be called every few seconds.
   *
   * @return hashes a second between the oldest sample that is not older than a minute and now; 0
   *     for the first
   */
  public synchronized double sample(Instant now) {
    long total = total();
    samples.addLast(new Sample(now, total));
    while (samples.size() > MAX_SAMPLES || samples.peekFirst().at().plus(WINDOW).isBefore(now)) {
      samples.removeFirst();
    }
    return rate();
  }

  /** The rate as of the last sample. */
  public synchronized double rate() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample oldest = samples.peekFirst();
    Sample newest = samples.peekLast();
    double seconds = Duration.between(oldest.at(), newest.at()).toNanos() / 1e9;
    return seconds <= 0 ? 0 : (newest.hashes() - oldest.hashes()) / seconds;
  }
}
