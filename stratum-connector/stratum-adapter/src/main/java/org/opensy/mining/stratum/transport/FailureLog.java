package org.opensy.mining.stratum.transport;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Logs a failure with its stack trace the first time that its kind occurs, and counts all. Knows at
 * most 32 kinds; what comes after them is only counted. Thread-safe.
 */
public final class FailureLog {
  private static final System.Logger LOG = System.getLogger("org.opensy.mining.stratum");
  private static final int MAX_KINDS = 32;

  private final Set<String> kinds = ConcurrentHashMap.newKeySet();
  private final LongAdder count = new LongAdder();

  /**
   * Counts a failure and logs it if it is the first of its kind.
   *
   * @param what a sentence for the operator
   */
  public void record(String what, Throwable failure) {
    count.increment();
    if (kinds.size() < MAX_KINDS && kinds.add(kind(what, failure))) {
      LOG.log(Level.WARNING, "STRATUM-3001 " + what + " (reported once for each kind)", failure);
    }
  }

  long count() {
    return count.sum();
  }

  private static String kind(String what, Throwable failure) {
    StringBuilder kind = new StringBuilder(what);
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      kind.append(' ').append(cause.getClass().getName());
      cause = cause.getCause();
    }
    return kind.toString();
  }
}
