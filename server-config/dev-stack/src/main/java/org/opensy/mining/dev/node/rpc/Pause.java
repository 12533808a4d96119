package org.opensy.mining.dev.node.rpc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A pause that an interrupt ends, for faults that have to take time. */
final class Pause {
  private Pause() {}

  static void of(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    long left = length.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }
}
