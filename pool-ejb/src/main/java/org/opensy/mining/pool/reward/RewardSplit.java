package org.opensy.mining.pool.reward;

import java.util.List;
import org.opensy.mining.pool.chain.Amount;

/**
 * A block's reward, shared out. {@code shares + fee + operator + carriedOut = reward + carriedIn}.
 * Thread-safe.
 *
 * @param shares who gets what, in the order of the addresses; a miner whose part is less than a
 *     base unit stands there with nothing
 * @param fee the pool's
 * @param operator what goes to the operator because nobody's work counts (PPS)
 * @param carriedIn what was left over from earlier divisions, added before this one; may be
 *     negative after an orphan took back what it had left over
 * @param carriedOut what this division leaves over
 */
public record RewardSplit(
    List<RewardShare> shares, Amount fee, Amount operator, Amount carriedIn, Amount carriedOut) {

  /** Takes a copy. */
  public RewardSplit {
    shares = List.copyOf(shares);
  }
}
