package org.opensy.mining.dev.node.rpc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A pause for faults that have to take time. */
final class Pause {
  private Pause() {}

  /** False if an interrupt, which is the node's stop, ended it before its time. */
  static boolean of(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    long left = length.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
    return left <= 0;
  }
}
