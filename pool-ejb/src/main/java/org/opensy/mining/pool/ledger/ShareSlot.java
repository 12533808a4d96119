package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * The work of a scheme in ten minutes. Thread-safe.
 *
 * @param begin a multiple of {@link #LENGTH} since 1970 UTC
 * @param work of all miners, in expected hashes
 */
record ShareSlot(Instant begin, BigInteger work) {
  /** As {@link Share#INSERT} sums. */
  static final Duration LENGTH = Duration.ofMinutes(10);

  /** When the slot begins that holds an instant. */
  static Instant beginOf(Instant instant) {
    long second = instant.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, LENGTH.toSeconds()));
  }
}
