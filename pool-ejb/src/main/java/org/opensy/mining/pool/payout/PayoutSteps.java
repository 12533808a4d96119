package org.opensy.mining.pool.payout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Takes payouts from step to step, whatever step a crash, a time-out or a takeover left them at.
 * Confined to the holder of the fence, one thread at a time.
 */
final class PayoutSteps {
  private static final Logger LOG = System.getLogger(PayoutSteps.class.getName());

  private final DataSource database;
  private final WalletClient wallet;
  private final PayoutWallet sender;
  private final PayoutBooking booking;
  private final Pace pace;

  /**
   * When something happens.
   *
   * @param confirmations after which a payout is confirmed, at least 1
   * @param askWithin a payout that was marked longer ago is not sent: it may be searched for
   *     already
   * @param nanoTime measures that time; a clock that somebody sets would not do
   */
  record Pace(int confirmations, Duration askWithin, LongSupplier nanoTime) {}

  PayoutSteps(
      DataSource database,
      WalletClient wallet,
      PayoutWallet sender,
      PayoutBooking booking,
      Pace pace) {
    this.database = database;
    this.wallet = wallet;
    this.sender = sender;
    this.booking = booking;
    this.pace = pace;
  }

  /**
   * Moves every open payout on as far as it goes now.
   *
   * @param mayAsk whether the wallet may be asked to send
   */
  void followAll(Fence fence, boolean mayAsk) {
    for (Payout payout : open()) {
      try {
        follow(payout, fence, mayAsk);
      } catch (NodeException away) {
        LOG.log(Level.DEBUG, "payout waits for the node: " + payout, away);
      }
    }
  }

  private List<Payout> open() {
    return Transaction.reading(database, PayoutTable::open);
  }

  private void follow(Payout payout, Fence fence, boolean mayAsk) {
    switch (payout.status()) {
      case RESERVED -> {
        if (mayAsk) {
          ask(payout.reference(), fence);
        }
      }
      case SUBMITTING -> take(payout, sender.search(payout), fence);
      case SUBMITTED -> confirm(payout, fence);
      case NEEDS_REVIEW -> reconsider(payout, fence);
      default -> throw new IllegalStateException(payout + " is not open");
    }
  }

  /**
   * Asks the wallet to send what is reserved.
   *
   * @return what is known of it now; unclear also if it was not asked, to be looked at again
   * @throws NodeException if the wallet does not answer, before it is asked to send
   */
  PayoutAnswer ask(String reference, Fence fence) {
    BlockHash since = wallet.info().lastBlock();
    long begun = pace.nanoTime().getAsLong();
    booking.asking(load(reference), since, fence);
    Payout payout = load(reference);
    Duration taken = Duration.ofNanos(pace.nanoTime().getAsLong() - begun);
    if (taken.compareTo(pace.askWithin()) > 0) {
      LOG.log(
          Level.WARNING, "POOL-9008 payout not asked for, storing it took too long {0}", payout);
      return new PayoutAnswer.Unclear("storing it took too long");
    }
    PayoutAnswer answer = sender.send(payout);
    take(payout, answer, fence);
    return answer;
  }

  private Payout load(String reference) {
    return Transaction.reading(
        database, transaction -> PayoutTable.find(transaction, reference).orElseThrow());
  }

  private void take(Payout payout, PayoutAnswer answer, Fence fence) {
    if (answer instanceof PayoutAnswer.Sent sent) {
      booking.submitted(payout, sent.txid(), fence);
      LOG.log(Level.INFO, "POOL-9002 payout sent {0} txid={1}", payout, sent.txid());
    } else if (answer instanceof PayoutAnswer.NotSent notSent) {
      booking.failed(payout, notSent.reason(), fence);
      LOG.log(
          Level.WARNING,
          "POOL-9003 payout not sent {0}: {1}",
          payout,
          LogText.of(notSent.reason()));
    } else if (answer instanceof PayoutAnswer.Undecidable undecidable) {
      review(payout, undecidable.reason(), fence);
    } else if (answer instanceof PayoutAnswer.Unclear unclear) {
      LOG.log(
          Level.WARNING,
          "POOL-9004 payout unclear {0}: {1}",
          payout,
          LogText.of(unclear.trouble()));
    }
  }

  private void review(Payout payout, String reason, Fence fence) {
    booking.needsReview(payout, reason, fence);
    LOG.log(Level.ERROR, "POOL-9005 payout needs review {0}: {1}", payout, LogText.of(reason));
  }

  private void confirm(Payout payout, Fence fence) {
    Optional<WalletTransaction> found = wallet.transaction(payout.outcome().txid().orElseThrow());
    if (found.isEmpty()) {
      review(payout, "the wallet does not know its transaction", fence);
    } else if (!found.get().standing().counts()) {
      review(payout, "its transaction was replaced or abandoned", fence);
    } else if (found.get().standing().confirmations() >= pace.confirmations()) {
      Amount fee = found.get().fee().orElse(Amount.ZERO);
      booking.confirmed(payout, fee, fence);
      LOG.log(Level.INFO, "POOL-9009 payout confirmed {0} fee={1}", payout, fee);
    }
  }

  /** What turns up in the wallet after all needs no person. */
  private void reconsider(Payout payout, Fence fence) {
    if (payout.outcome().txid().isPresent()) {
      Optional<WalletTransaction> found = wallet.transaction(payout.outcome().txid().get());
      if (found.isPresent() && found.get().standing().counts()) {
        booking.confirmedToBeSent(payout, fence);
        LOG.log(Level.INFO, "POOL-9010 payout counts again {0}", payout);
      }
    } else {
      PayoutAnswer answer = sender.search(payout);
      if (answer instanceof PayoutAnswer.Sent) {
        take(payout, answer, fence);
      }
    }
  }
}
