package org.opensy.mining.bench.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the job of a new block took to each miner. Time begins when the work was changed, where
 * that was announced, else when the first miner had its job. Thread-safe.
 */
final class FanOut {
  private final int miners;
  private final Samples all = new Samples();
  private final Samples last = new Samples();
  private long height;
  private long begun;
  private boolean announced;
  // Whether it is known when the block of that height began to arrive.
  private boolean timed;
  private Samples current = new Samples();
  private CountDownLatch complete = new CountDownLatch(1);

  /**
   * Of no block yet.
   *
   * @param miners how many get a job each
   */
  FanOut(int miners) {
    this.miners = miners;
  }

  /** The work is being changed at this moment: what comes now at a greater height is the block. */
  synchronized void announce() {
    finish();
    announced = true;
    begun = System.nanoTime();
  }

  /**
   * A miner got a job at a time of {@link System#nanoTime}.
   *
   * @param ofHeight 0 if the job does not say, which is then not counted
   */
  synchronized void arrived(long ofHeight, long at) {
    if (ofHeight > height) {
      if (!announced) {
        finish();
        begun = at;
      }
      announced = false;
      height = ofHeight;
      timed = true;
    }
    if (timed && ofHeight == height && !announced) {
      current.add(at - begun);
      if (current.count() == miners) {
        complete.countDown();
      }
    }
  }

  /** A miner logged in with a job of that height, which is no news. */
  synchronized void known(long ofHeight) {
    if (ofHeight > height) {
      height = ofHeight;
      timed = false;
    }
  }

  /** Waits until all miners have the job; false if some still have not. */
  boolean await(long seconds) throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      latch = complete;
    }
    return latch.await(seconds, TimeUnit.SECONDS);
  }

  private void finish() {
    if (current.count() > 0) {
      all.addAll(current);
      last.add(Math.round(current.millis(1) * 1e6));
      current = new Samples();
    }
    complete = new CountDownLatch(1);
  }

  /** The times of all miners and blocks. */
  synchronized Samples perMiner() {
    finish();
    return all;
  }

  /** The time of the last miner of each block. */
  synchronized Samples perBlock() {
    finish();
    return last;
  }
}
