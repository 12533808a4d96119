package org.opensy.mining.pool.money;

import org.opensy.mining.pool.chain.Amount;

/**
 * A miner's money. None of it is negative. Thread-safe.
 *
 * @param immature parts of blocks that may still be orphaned
 * @param payable what the next payout may take
 * @param reserved set aside for payouts under way
 * @param paid what was sent so far
 */
public record MinerBalance(Amount immature, Amount payable, Amount reserved, Amount paid) {

  /** All that the miner has ever earned and kept. */
  public Amount total() {
    return immature.plus(payable).plus(reserved).plus(paid);
  }
}
