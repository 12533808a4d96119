package org.opensy.mining.pool.settlement;

import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.reward.RewardShare;

/** The postings for what happens to a block. Thread-safe. */
final class RewardEvents {
  private RewardEvents() {}

  /** The block is on the chain: its reward is owed, but cannot be paid yet. */
  static MoneyEvent credited(Block block, StoredReward reward) {
    MoneyEvent.Builder event = builder(EventKind.BLOCK_CREDITED, block, reward);
    return increaseImmature(event, reward, 1).build();
  }

  /** The block left the chain: nobody is owed anything for it. */
  static MoneyEvent orphaned(Block block, StoredReward reward) {
    MoneyEvent.Builder event = builder(EventKind.BLOCK_ORPHANED, block, reward);
    return increaseImmature(event, reward, -1).build();
  }

  /** The block is deep enough: what is owed can be paid. */
  static MoneyEvent matured(Block block, StoredReward reward) {
    MoneyEvent.Builder event = builder(EventKind.BLOCK_MATURED, block, reward);
    increaseImmature(event, reward, -1);
    event.increase(Account.of(AccountKind.COINBASE_MATURE), block.pay().reward());
    for (RewardShare part : reward.split().shares()) {
      long miner = reward.minerId(part.address());
      event.increase(Account.of(AccountKind.MINER_PAYABLE, miner), part.amount());
    }
    return event
        .increase(Account.of(AccountKind.FEE), reward.split().fee())
        .increase(Account.of(AccountKind.OPERATOR_FLOAT), reward.split().operator())
        .increase(Account.of(AccountKind.ROUNDING), carry(reward))
        .build();
  }

  /** The matured block is lost for good. Miners keep what they were credited. */
  static MoneyEvent writtenOff(Block block, StoredReward reward, String who) {
    return builder(EventKind.BLOCK_WRITTEN_OFF, block, reward)
        .note(who)
        .decrease(Account.of(AccountKind.COINBASE_MATURE), block.pay().reward())
        .decrease(Account.of(AccountKind.OPERATOR_FLOAT), block.pay().reward())
        .build();
  }

  private static MoneyEvent.Builder builder(EventKind kind, Block block, StoredReward reward) {
    return MoneyEvent.of(kind, block.hash() + ":" + reward.basis().turn());
  }

  private static MoneyEvent.Builder increaseImmature(
      MoneyEvent.Builder event, StoredReward reward, int sign) {
    event.increase(
        Account.of(AccountKind.COINBASE_IMMATURE), signed(reward.block().pay().reward(), sign));
    for (RewardShare part : reward.split().shares()) {
      long miner = reward.minerId(part.address());
      event.increase(Account.of(AccountKind.MINER_IMMATURE, miner), signed(part.amount(), sign));
    }
    return event
        .increase(Account.of(AccountKind.FEE_IMMATURE), signed(reward.split().fee(), sign))
        .increase(
            Account.of(AccountKind.OPERATOR_IMMATURE), signed(reward.split().operator(), sign))
        .increase(Account.of(AccountKind.ROUNDING_IMMATURE), signed(carry(reward), sign));
  }

  /** What the division left over beyond what it took up. */
  private static Amount carry(StoredReward reward) {
    return reward.split().carriedOut().minus(reward.split().carriedIn());
  }

  private static Amount signed(Amount amount, int sign) {
    return sign > 0 ? amount : amount.negated();
  }
}
