package org.opensy.mining.pool.payout;

import java.util.Optional;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What a person decides of a payout under review. The wallet is asked once more first, and what it
 * says cannot be overruled. Confined to the holder of the fence.
 */
final class PayoutReview {
  private final WalletClient wallet;
  private final PayoutWallet sender;
  private final PayoutBooking booking;

  PayoutReview(WalletClient wallet, PayoutWallet sender, PayoutBooking booking) {
    this.wallet = wallet;
    this.sender = sender;
    this.booking = booking;
  }

  /**
   * The payout was sent in this transaction.
   *
   * @return why that cannot be; empty if it is booked
   */
  Optional<String> sent(
      Transaction transaction, String reference, TransactionId txid, Fence fence) {
    Optional<Payout> payout = underReview(transaction, reference);
    if (payout.isEmpty()) {
      return Optional.of("no payout under review has this reference");
    }
    if (payout.get().outcome().txid().isPresent()) {
      return Optional.of("it is known as sent in " + payout.get().outcome().txid().get());
    }
    Optional<WalletTransaction> found = wallet.transaction(txid);
    if (found.isEmpty() || !found.get().standing().counts()) {
      return Optional.of("the wallet has no valid transaction " + txid);
    }
    if (!sender.matches(payout.get().order(), found.get())) {
      return Optional.of("transaction " + txid + " pays something else");
    }
    booking.within(transaction).submitted(payout.get(), txid, fence);
    return Optional.empty();
  }

  /**
   * The payout was not sent, or is void: the miners are to be paid again.
   *
   * @return why that cannot be; empty if it is booked
   */
  Optional<String> notSent(Transaction transaction, String reference, String who, Fence fence) {
    Optional<Payout> payout = underReview(transaction, reference);
    if (payout.isEmpty()) {
      return Optional.of("no payout under review has this reference");
    }
    Optional<TransactionId> txid = payout.get().outcome().txid();
    if (txid.isPresent() && counts(txid.get())) {
      return Optional.of("transaction " + txid.get() + " counts in the wallet");
    }
    if (txid.isEmpty() && sender.search(payout.get()) instanceof PayoutAnswer.Sent sent) {
      return Optional.of("the wallet sent it in " + sent.txid());
    }
    booking.within(transaction).failed(payout.get(), "returned by " + who, fence);
    return Optional.empty();
  }

  private boolean counts(TransactionId txid) {
    return wallet.transaction(txid).filter(found -> found.standing().counts()).isPresent();
  }

  private static Optional<Payout> underReview(Transaction transaction, String reference) {
    return PayoutTable.find(transaction, reference)
        .filter(payout -> payout.status() == PayoutStatus.NEEDS_REVIEW);
  }
}
