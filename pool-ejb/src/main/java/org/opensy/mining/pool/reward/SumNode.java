package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/**
 * A node of a {@link RewardTree}: the hash over everything below it, and the sums of it. No sum is
 * ever negative. Thread-safe.
 *
 * @param hash SHA-256 in internal order
 * @param work of the leaves below, in expected hashes, below 2^256
 * @param amount of the leaves below
 */
public record SumNode(Hash256 hash, BigInteger work, Amount amount) {
  /** The top of a tree without leaves. */
  public static final SumNode NONE = new SumNode(Hash256.ZERO, BigInteger.ZERO, Amount.ZERO);

  /**
   * @throws IllegalArgumentException if a sum is out of range
   */
  public SumNode {
    if (work.signum() < 0 || work.bitLength() > Preimage.WORK_BITS) {
      throw new IllegalArgumentException("work is not from 0 to below 2^256");
    }
    if (amount.isNegative()) {
      throw new IllegalArgumentException("negative amount");
    }
  }

  /**
   * {@code SHA-256(0x00 | length of the address, 2 bytes | address | work, 32 bytes | amount, 8
   * bytes)}.
   */
  static SumNode leaf(RewardShare share) {
    Hash256 hash =
        Preimage.ofLeaf()
            .uint16(share.address().length())
            .ascii(share.address())
            .work(share.work())
            .amount(share.amount())
            .sha256();
    return new SumNode(hash, share.work(), share.amount());
  }

  /**
   * {@code SHA-256(0x01 | left | right)}, each as hash, work (32 bytes) and amount (8 bytes).
   *
   * @throws IllegalArgumentException if the work adds up to 2^256 or more
   * @throws ArithmeticException if the amounts add up to more than an amount can hold
   */
  static SumNode inner(SumNode left, SumNode right) {
    return new SumNode(
        Preimage.ofInner().node(left).node(right).sha256(),
        left.work().add(right.work()),
        left.amount().plus(right.amount()));
  }
}
