package org.opensy.mining.pool.job;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Job ids of one session: 8 hex digits of the session's own random number and 8 of a counter. So an
 * id never repeats, that of another session (a miner's own one before it reconnected) is told from
 * them, and whether it was issued here is known without remembering it. Not thread-safe.
 */
final class JobIds {
  private static final int DIGITS = 16;

  private final int own;
  private int issued;

  JobIds(RandomGenerator random) {
    own = random.nextInt();
  }

  /** A new id. */
  String next() {
    issued = Math.incrementExact(issued);
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(((long) own << Integer.SIZE) | issued);
  }

  /** Whether {@link #next} has returned {@code id}. */
  boolean wasIssued(String id) {
    if (id.length() != DIGITS || !id.chars().allMatch(HexFormat::isHexDigit)) {
      return false;
    }
    long value = HexFormat.fromHexDigitsToLong(id);
    int number = (int) value;
    return value >>> Integer.SIZE == Integer.toUnsignedLong(own) && number >= 1 && number <= issued;
  }
}
