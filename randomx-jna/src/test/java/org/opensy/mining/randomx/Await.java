package org.opensy.mining.randomx;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound that only a broken build reaches. */
final class Await {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  static void until(String what, long seconds, BooleanSupplier condition) {
    long polls = TimeUnit.SECONDS.toNanos(seconds) / POLL_NANOS;
    for (long poll = 0; poll < polls; poll++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("not within " + seconds + " s: " + what);
  }
}
