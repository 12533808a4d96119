package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;

/**
 * Where a block's reward went, the miners taken together. Holds whatever it is told: a verifier
 * judges it. Thread-safe.
 *
 * @param reward what the block paid
 * @param carriedIn what earlier divisions left over; may be negative
 * @param fee the pool's
 * @param operator the operator's, because nobody's work counts
 * @param carriedOut what this division left over
 */
public record SplitTotals(
    Amount reward, Amount carriedIn, Amount fee, Amount operator, Amount carriedOut) {

  /** What is left for the miners: {@code reward + carriedIn - fee - operator - carriedOut}. */
  BigInteger toMiners() {
    return exact(reward)
        .add(exact(carriedIn))
        .subtract(exact(fee))
        .subtract(exact(operator))
        .subtract(exact(carriedOut));
  }

  private static BigInteger exact(Amount amount) {
    return BigInteger.valueOf(amount.baseUnits());
  }
}
