package org.opensy.mining.pool.job;

import java.util.concurrent.atomic.AtomicLong;

/** Gives each session of one pool instance its extranonce; never the same twice. Thread-safe. */
public final class ExtranonceSequence {
  private static final long SESSIONS = 1L << 32;

  private final int instance;
  private final AtomicLong next;

  /**
   * Begins at session 0.
   *
   * @param instance the leased number of this instance, all 32 bits
   */
  public ExtranonceSequence(int instance) {
    this(instance, 0);
  }

  ExtranonceSequence(int instance, long first) {
    this.instance = instance;
    this.next = new AtomicLong(first);
  }

  /**
   * The extranonce of a new session.
   *
   * @throws IllegalStateException after 2^32 of them: the instance needs a new number
   */
  public Extranonce next() {
    long session = next.getAndIncrement();
    if (session >= SESSIONS) {
      throw new IllegalStateException("all extranonces of this instance are used up");
    }
    return new Extranonce(instance, (int) session);
  }
}
