package org.opensy.mining.pool.reward;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * How much work a block took (or the round that is still open has taken), measured by what was to
 * be expected. Low is good: 0.5 is a block after half the expected work. Thread-safe.
 *
 * @param work since the block before, in expected hashes, not negative
 * @param networkDifficulty expected hashes of a block, positive
 */
public record Effort(BigInteger work, BigInteger networkDifficulty) {
  /** Decimals of the results: 1.0000 is 100 %. */
  public static final int DECIMALS = 4;

  /** Keeps the error of a sum of a million efforts far below the last decimal. */
  private static final int INNER_DECIMALS = 20;

  /**
   * @throws IllegalArgumentException if something is out of range
   */
  public Effort {
    if (work.signum() < 0 || networkDifficulty.signum() <= 0) {
      throw new IllegalArgumentException("negative work, or a block that takes none");
    }
  }

  /** Work over difficulty, rounded half up; 1.0000 is as expected, less is better. */
  public BigDecimal ratio() {
    return divided(DECIMALS);
  }

  /**
   * Blocks found over blocks to be expected from the work, rounded half up. High is good: 1.0000 is
   * as expected, 2.0000 is twice the blocks.
   *
   * @param blocks the effort of each block found
   * @return nothing if no work was done
   */
  public static Optional<BigDecimal> luck(List<Effort> blocks) {
    BigDecimal expected =
        blocks.stream()
            .map(effort -> effort.divided(INNER_DECIMALS))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return expected.signum() == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(blocks.size()).divide(expected, DECIMALS, RoundingMode.HALF_UP));
  }

  private BigDecimal divided(int decimals) {
    return new BigDecimal(work)
        .divide(new BigDecimal(networkDifficulty), decimals, RoundingMode.HALF_UP);
  }
}
