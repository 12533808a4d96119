package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import java.util.Comparator;
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

  /**
   * Takes a sorted copy.
   *
   * @throws IllegalArgumentException if a miner stands there twice
   */
  public RewardSplit {
    shares = shares.stream().sorted(Comparator.comparing(RewardShare::address)).toList();
    for (int i = 1; i < shares.size(); i++) {
      if (shares.get(i).address().equals(shares.get(i - 1).address())) {
        throw new IllegalArgumentException("a miner is paid twice");
      }
    }
  }

  /** All of the work. */
  public BigInteger work() {
    return shares.stream().map(RewardShare::work).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What the miners get together. */
  public Amount toMiners() {
    return shares.stream().map(RewardShare::amount).reduce(Amount.ZERO, Amount::plus);
  }

  /** What the block paid: everything given away, less what was carried in. */
  public Amount reward() {
    return toMiners().plus(fee).plus(operator).plus(carriedOut).minus(carriedIn);
  }

  /** The split without the miners' parts. */
  public SplitTotals totals() {
    return new SplitTotals(reward(), carriedIn, fee, operator, carriedOut);
  }
}
