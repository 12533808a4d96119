package org.opensy.mining.pool.vardiff;

import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What difficulties a port allows. Thread-safe.
 *
 * @param least the easiest
 * @param most the hardest
 */
public record DifficultyRange(Difficulty least, Difficulty most) {
  /** Checks the order. */
  public DifficultyRange {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "no difficulty is at least " + least + " and at most " + most);
    }
  }

  /** That difficulty, or the nearest one in the range. */
  public Difficulty nearest(Difficulty difficulty) {
    return new Difficulty(difficulty.value().max(least.value()).min(most.value()));
  }
}
