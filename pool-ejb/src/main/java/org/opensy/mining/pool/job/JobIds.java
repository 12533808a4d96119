package org.opensy.mining.pool.job;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.chain.Sha256d;

/**
 * Job ids of one session: 8 hex digits of a counter and 8 of a keyed hash of it, under a secret of
 * this session. So an id never repeats, cannot be guessed by others, and whether it was issued here
 * is known without remembering it. Not thread-safe.
 */
final class JobIds {
  private static final int SECRET_SIZE = 16;
  private static final int DIGITS = 16;

  private final byte[] secret = new byte[SECRET_SIZE];
  private int issued;

  JobIds(RandomGenerator random) {
    random.nextBytes(secret);
  }

  /** A new id. */
  String next() {
    issued = Math.incrementExact(issued);
    return idOf(issued);
  }

  /** Whether {@link #next} has returned {@code id}. */
  boolean wasIssued(String id) {
    if (id.length() != DIGITS || !id.chars().allMatch(HexFormat::isHexDigit)) {
      return false;
    }
    int number = HexFormat.fromHexDigits(id, 0, DIGITS / 2);
    return number >= 1 && number <= issued && idOf(number).equals(id);
  }

  private String idOf(int number) {
    byte[] counter = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    byte[] tag = new Sha256d().hash(secret, counter).toArray();
    HexFormat hex = HexFormat.of();
    return hex.formatHex(counter) + hex.formatHex(tag, 0, Integer.BYTES);
  }
}
