package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded polling for conditions that other threads bring about. */
final class Await {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(STEP_NANOS);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }
}
