package org.opensy.mining.pool.timer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The work of a container timer. The container gives a timer up for good when its method throws
 * twice in a row, and a pool whose share writer or template feed has silently ended loses money. So
 * no exception gets out: the first of a row is logged with its stack trace, and the work is tried
 * again at the timer's next time. Thread-safe.
 */
public final class TimerStep {
  private static final Logger LOG = System.getLogger(TimerStep.class.getName());

  private final String name;
  private volatile boolean failing;

  /** A step that messages call {@code name}. */
  public TimerStep(String name) {
    this.name = name;
  }

  /** Does the work, whatever it throws. */
  public void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      if (!failing) {
        LOG.log(Level.ERROR, "POOL-1013 " + name + " failed and will be tried again", failed);
      }
      failing = true;
      return;
    }
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "POOL-1014 {0} works again", name);
    }
  }
}
