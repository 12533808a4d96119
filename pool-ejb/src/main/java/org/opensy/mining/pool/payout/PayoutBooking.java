package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The steps of a payout: row and postings change together or not at all, and only from the status
 * that was seen. Thread-safe.
 */
final class PayoutBooking {
  private static final String MOVE =
      "update payouts set status = ?, status_at = ?, reason = ? where id = ? and status = ?";
  private static final String ASKED =
      "update payouts set asked_at = ?, since_block = ? where id = ?";
  private static final String SENT = "update payouts set txid = ? where id = ?";
  private static final String FEE = "update payouts set network_fee = ? where id = ?";

  private final Consumer<Consumer<Transaction>> transactions;
  private final InstantSource clock;

  /** Each step in a transaction of its own. */
  PayoutBooking(DataSource database, InstantSource clock) {
    this(work -> Transaction.run(database, work), clock);
  }

  private PayoutBooking(Consumer<Consumer<Transaction>> transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The same steps as part of a transaction, which somebody else ends. */
  PayoutBooking within(Transaction transaction) {
    return new PayoutBooking(work -> work.accept(transaction), clock);
  }

  /** Sets the money aside. */
  void reserve(String reference, Payout.Order order, Fence fence) {
    transactions.accept(
        transaction -> {
          Instant now = clock.instant();
          Books.book(transaction, fence, PayoutEvents.reserved(reference, order), now);
          PayoutTable.insert(transaction, reference, order, now);
        });
  }

  /** From now on the wallet may have sent it. */
  void asking(Payout payout, BlockHash since, Fence fence) {
    step(
        fence,
        (transaction, now) -> {
          update(transaction, ASKED, now, since.toString(), payout.id());
          move(transaction, payout, PayoutStatus.SUBMITTING, "", now);
        });
  }

  /** The wallet has made the transaction. */
  void submitted(Payout payout, TransactionId txid, Fence fence) {
    step(
        fence,
        (transaction, now) -> {
          update(transaction, SENT, txid.toString(), payout.id());
          move(transaction, payout, PayoutStatus.SUBMITTED, "", now);
          Books.book(transaction, fence, PayoutEvents.submitted(payout), now);
        });
  }

  /** The transaction that was under review counts after all; it is booked already. */
  void confirmedToBeSent(Payout payout, Fence fence) {
    step(fence, (transaction, now) -> move(transaction, payout, PayoutStatus.SUBMITTED, "", now));
  }

  /** The transaction is deep enough. */
  void confirmed(Payout payout, Amount fee, Fence fence) {
    step(
        fence,
        (transaction, now) -> {
          move(transaction, payout, PayoutStatus.CONFIRMED, "", now);
          update(transaction, FEE, fee.baseUnits(), payout.id());
          if (payout.order().feePayer() == FeePayer.POOL && fee.baseUnits() > 0) {
            Books.book(transaction, fence, PayoutEvents.feePaid(payout, fee), now);
          }
        });
  }

  /** It was not sent, or what was sent counts for nothing: the money is payable again. */
  void failed(Payout payout, String reason, Fence fence) {
    boolean wasBooked = payout.outcome().txid().isPresent();
    step(
        fence,
        (transaction, now) -> {
          move(transaction, payout, PayoutStatus.FAILED, reason, now);
          Books.book(
              transaction,
              fence,
              wasBooked
                  ? PayoutEvents.returned(payout, reason)
                  : PayoutEvents.failed(payout, reason),
              now);
        });
  }

  /** Only a person can tell. */
  void needsReview(Payout payout, String reason, Fence fence) {
    step(
        fence,
        (transaction, now) -> move(transaction, payout, PayoutStatus.NEEDS_REVIEW, reason, now));
  }

  private static void move(
      Transaction transaction, Payout payout, PayoutStatus next, String reason, Instant now) {
    if (!payout.status().canBecome(next)) {
      throw new IllegalStateException(payout + " cannot become " + next);
    }
    int moved =
        update(transaction, MOVE, next.name(), now, reason, payout.id(), payout.status().name());
    if (moved != 1) {
      throw new DatabaseException(payout + " is no longer " + payout.status());
    }
  }

  private static int update(Transaction transaction, String sql, Object... values) {
    return SqlQuery.of(sql, values).update(transaction);
  }

  private void step(Fence fence, BiConsumer<Transaction, Instant> step) {
    transactions.accept(
        transaction -> {
          fence.check(transaction);
          step.accept(transaction, clock.instant());
        });
  }
}
