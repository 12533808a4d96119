package org.opensy.mining.pool.payout;

import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.MoneyEvent;

/** The postings for what happens to a payout. Each happens at most once. Thread-safe. */
final class PayoutEvents {
  private PayoutEvents() {}

  static MoneyEvent reserved(String reference, Payout.Order order) {
    return between(
            EventKind.PAYOUT_RESERVED,
            reference,
            order,
            AccountKind.MINER_PAYABLE,
            AccountKind.MINER_RESERVED)
        .build();
  }

  static MoneyEvent submitted(Payout payout) {
    return between(
            EventKind.PAYOUT_SUBMITTED,
            payout.reference(),
            payout.order(),
            AccountKind.MINER_RESERVED,
            AccountKind.MINER_PAID)
        .increase(Account.of(AccountKind.SENT), payout.order().total())
        .decrease(Account.of(AccountKind.COINBASE_MATURE), payout.order().total())
        .build();
  }

  static MoneyEvent feePaid(Payout payout, Amount fee) {
    return MoneyEvent.of(EventKind.PAYOUT_FEE_PAID, payout.reference())
        .increase(Account.of(AccountKind.WALLET_FEES), fee)
        .decrease(Account.of(AccountKind.COINBASE_MATURE), fee)
        .build();
  }

  static MoneyEvent failed(Payout payout, String reason) {
    return between(
            EventKind.PAYOUT_FAILED,
            payout.reference(),
            payout.order(),
            AccountKind.MINER_RESERVED,
            AccountKind.MINER_PAYABLE)
        .note(reason)
        .build();
  }

  static MoneyEvent returned(Payout payout, String reason) {
    return between(
            EventKind.PAYOUT_RETURNED,
            payout.reference(),
            payout.order(),
            AccountKind.MINER_PAID,
            AccountKind.MINER_PAYABLE)
        .decrease(Account.of(AccountKind.SENT), payout.order().total())
        .increase(Account.of(AccountKind.COINBASE_MATURE), payout.order().total())
        .note(reason)
        .build();
  }

  private static MoneyEvent.Builder between(
      EventKind kind, String reference, Payout.Order order, AccountKind from, AccountKind to) {
    MoneyEvent.Builder event = MoneyEvent.of(kind, reference);
    for (PayoutOutput output : order.outputs()) {
      event.decrease(Account.of(from, output.minerId()), output.amount());
      event.increase(Account.of(to, output.minerId()), output.amount());
    }
    return event;
  }
}
