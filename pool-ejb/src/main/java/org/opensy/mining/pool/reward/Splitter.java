package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.opensy.mining.pool.chain.Amount;

/**
 * Shares a block's reward out in proportion to work. With T = reward + carried in, W = all work and
 * w a miner's work, a miner gets {@code floor(T * w * (10000 - fee) / (W * 10000))} and the pool
 * {@code floor(T * W' * fee / (W * 10000))}, W' being the work that pays a fee. What the divisions
 * leave over, at most one base unit a miner, is carried out. Thread-safe.
 */
public final class Splitter {
  private Splitter() {}

  /**
   * Splits.
   *
   * @param reward what the block pays, not negative
   * @param carriedIn what earlier divisions left over; may be negative, but no more than the reward
   * @param window whose work counts; if nobody's does, the operator gets everything and no fee is
   *     taken
   * @throws IllegalArgumentException if there is less than nothing to share out
   */
  public static RewardSplit split(
      Amount reward, Amount carriedIn, RewardWindow window, FeePolicy fees) {
    Amount whole = reward.plus(carriedIn);
    if (reward.isNegative() || whole.isNegative()) {
      throw new IllegalArgumentException("less than nothing to share out");
    }
    if (window.miners().isEmpty()) {
      return new RewardSplit(List.of(), Amount.ZERO, whole, carriedIn, Amount.ZERO);
    }
    BigInteger work = window.work();
    BigInteger charged = BigInteger.ZERO;
    Amount left = whole;
    List<RewardShare> shares = new ArrayList<>(window.miners().size());
    for (MinerWork miner : window.miners()) {
      BasisPoints fee = fees.of(miner.address());
      if (fee.value() > 0) {
        charged = charged.add(miner.work());
      }
      Amount amount = part(whole, miner.work(), work, fee.rest());
      shares.add(new RewardShare(miner.address(), miner.work(), amount));
      left = left.minus(amount);
    }
    Amount fee = part(whole, charged, work, fees.fee());
    return new RewardSplit(shares, fee, Amount.ZERO, carriedIn, left.minus(fee));
  }

  /** {@code floor(whole * work * points / (allWork * 10000))}; whole is not negative. */
  static Amount part(Amount whole, BigInteger work, BigInteger allWork, BasisPoints points) {
    BigInteger product =
        BigInteger.valueOf(whole.baseUnits())
            .multiply(work)
            .multiply(BigInteger.valueOf(points.value()));
    BigInteger divisor = allWork.multiply(BigInteger.valueOf(BasisPoints.WHOLE));
    return Amount.ofBaseUnits(product.divide(divisor).longValueExact());
  }
}
