package org.opensy.mining.pool.job;

import java.util.HexFormat;
import java.util.OptionalInt;
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

  /** Counts one more job of the session; its number. */
  int next() {
    issued = Math.incrementExact(issued);
    return issued;
  }

  /** The id of the job with that number. */
  String idOf(int number) {
    return HexFormat.of().toHexDigits(((long) own << Integer.SIZE) | number);
  }

  /** The number of the job with that id; empty if no job of this session has it. */
  OptionalInt numberOf(String id) {
    if (id.length() != DIGITS || !id.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalInt.empty();
    }
    int number = (int) HexFormat.fromHexDigitsToLong(id);
    return number >= 1 && number <= issued && idOf(number).equals(id)
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }
}
