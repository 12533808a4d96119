package org.opensy.mining.pool.job;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The solution of an extended job, whose miner chose part of the coinbase and the header's time.
 * Has an order so that a hash table of solutions stays fast whatever miners choose. Thread-safe.
 *
 * @param extranonce2 the four bytes behind the session's extranonce, big-endian
 * @param time of the header, seconds since 1970, 0..2^32-1
 * @param nonce of the header
 */
public record RolledSolution(int extranonce2, long time, Nonce nonce)
    implements Solution, Comparable<RolledSolution> {
  private static final int DIGITS = 8;
  private static final Comparator<RolledSolution> ORDER =
      Comparator.comparingInt(RolledSolution::extranonce2)
          .thenComparingLong(RolledSolution::time)
          .thenComparingInt(solution -> solution.nonce().value());

  /**
   * Decodes exactly 8 hex digits each, of either case, as miners submit them.
   *
   * @param extranonce2 the bytes as they stand in the coinbase
   * @param time most significant digit first
   * @param nonce most significant digit first
   */
  public static Optional<RolledSolution> parse(String extranonce2, String time, String nonce) {
    if (!isWord(extranonce2) || !isWord(time) || !isWord(nonce)) {
      return Optional.empty();
    }
    return Optional.of(
        new RolledSolution(
            HexFormat.fromHexDigits(extranonce2),
            HexFormat.fromHexDigitsToLong(time),
            new Nonce(HexFormat.fromHexDigits(nonce))));
  }

  private static boolean isWord(String hex) {
    return hex.length() == DIGITS && hex.chars().allMatch(HexFormat::isHexDigit);
  }

  @Override
  public String keyWithin(String jobId) {
    HexFormat hex = HexFormat.of();
    return jobId + ":" + hex.toHexDigits(extranonce2) + ":" + hex.toHexDigits(time, DIGITS);
  }

  @Override
  public int compareTo(RolledSolution other) {
    return ORDER.compare(this, other);
  }
}
