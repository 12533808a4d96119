package org.opensy.mining.coopmine.coordinator.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hash rate from verified shares: the work that they stand for in the last {@link #WINDOW}, in
 * steps of half a minute.
 *
 * <p>Not thread-safe.
 */
final class WorkRate {
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final long STEP_SECONDS = 30;
  private static final long STEPS = WINDOW.toSeconds() / STEP_SECONDS;

  private final Instant since;
  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(long index, double work) {}

  WorkRate(Instant since) {
    this.since = since;
  }

  /** Adds a share that took {@code work} hashes on average. */
  void add(Instant at, double work) {
    long index = at.getEpochSecond() / STEP_SECONDS;
    Step last = steps.peekLast();
    if (last != null && last.index() == index) {
      steps.removeLast();
      steps.addLast(new Step(index, last.work() + work));
    } else {
      steps.addLast(new Step(index, work));
    }
    forget(index);
  }

  /** Hashes a second at this time, over the window or the time since the start if that is less. */
  double at(Instant now) {
    forget(now.getEpochSecond() / STEP_SECONDS);
    double work = steps.stream().mapToDouble(Step::work).sum();
    long seconds = Duration.between(since, now).toSeconds();
    return work / Math.min(WINDOW.toSeconds(), Math.max(STEP_SECONDS, seconds));
  }

  private void forget(long newest) {
    while (!steps.isEmpty() && steps.peekFirst().index() <= newest - STEPS) {
      steps.removeFirst();
    }
  }
}
