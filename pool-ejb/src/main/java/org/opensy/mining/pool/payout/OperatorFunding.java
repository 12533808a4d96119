package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Money that the operator puts into the pool's wallet. It is booked only as the wallet shows it,
 * once a transaction, and a wrong booking is reversed by a counter-entry; after that the
 * transaction can be booked anew. Thread-safe.
 */
public final class OperatorFunding {
  private static final String TURNS = "select count(*) from money_events where key like ?";
  private static final String BOOKED =
      """
      select p.amount from money_events e join postings p on p.event_id = e.id
      join accounts a on a.id = p.account_id
      where e.key = ? and a.kind = 'COINBASE_MATURE'
      """;

  private final WalletClient wallet;
  private final int confirmations;
  private final InstantSource clock;

  /**
   * @param confirmations that the transaction needs
   */
  public OperatorFunding(WalletClient wallet, int confirmations, InstantSource clock) {
    this.wallet = wallet;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /**
   * Books a transaction that brought the operator's money.
   *
   * @param amount what it pays to the wallet, to the last unit
   * @param who books it
   * @return why that cannot be; empty if it is booked
   */
  public Optional<String> book(
      Transaction transaction, TransactionId txid, Amount amount, String who, Fence fence) {
    return obstacle(txid, amount).or(() -> seen(transaction, txid, amount, who, fence));
  }

  private Optional<String> seen(
      Transaction transaction, TransactionId txid, Amount amount, String who, Fence fence) {
    fence.check(transaction);
    MoneyEvent event = funded(txid, amount, reversals(transaction, txid) + 1, who);
    if (Books.isBooked(transaction, event.key())) {
      return Optional.of("that transaction is booked already");
    }
    Books.book(transaction, fence, event, clock.instant());
    return Optional.empty();
  }

  private Optional<String> obstacle(TransactionId txid, Amount amount) {
    try {
      return obstacle(txid, amount, wallet.transaction(txid));
    } catch (NodeException away) {
      return Optional.of("the wallet does not answer: " + away.getMessage());
    }
  }

  private Optional<String> obstacle(
      TransactionId txid, Amount amount, Optional<WalletTransaction> found) {
    if (found.isEmpty() || !found.get().standing().counts()) {
      return Optional.of("the wallet has no valid transaction " + txid);
    }
    WalletTransaction transaction = found.get();
    if (transaction.fee().isPresent()) {
      return Optional.of("the wallet itself has sent that transaction");
    }
    if (transaction.received().equals(Amount.ZERO)) {
      return Optional.of("that transaction pays nothing to the wallet, or is a coinbase");
    }
    if (!transaction.received().equals(amount)) {
      return Optional.of("that transaction pays " + transaction.received() + " to the wallet");
    }
    int deep = transaction.standing().confirmations();
    return deep >= confirmations
        ? Optional.empty()
        : Optional.of("that transaction has " + deep + " of " + confirmations + " confirmations");
  }

  /**
   * Takes a booking back.
   *
   * @param why for people
   * @return false if the transaction is not booked, or its booking is reversed already
   */
  public boolean reverse(Transaction transaction, TransactionId txid, String why, Fence fence) {
    fence.check(transaction);
    long turn = reversals(transaction, txid) + 1;
    String key = key(EventKind.OPERATOR_FUNDED, subject(txid, turn));
    Optional<Amount> booked =
        SqlQuery.of(BOOKED, key).first(transaction, row -> Amount.ofBaseUnits(row.number(1)));
    Instant now = clock.instant();
    booked.ifPresent(
        amount -> Books.book(transaction, fence, reversed(txid, amount, turn, why), now));
    return booked.isPresent();
  }

  private static long reversals(Transaction transaction, TransactionId txid) {
    String key = key(EventKind.OPERATOR_FUNDING_REVERSED, txid.toString());
    return SqlQuery.of(TURNS, key + "%").one(transaction, row -> row.number(1));
  }

  private static MoneyEvent funded(TransactionId txid, Amount amount, long turn, String who) {
    return MoneyEvent.of(EventKind.OPERATOR_FUNDED, subject(txid, turn))
        .increase(Account.of(AccountKind.COINBASE_MATURE), amount)
        .increase(Account.of(AccountKind.OPERATOR_FLOAT), amount)
        .note(who)
        .build();
  }

  private static MoneyEvent reversed(TransactionId txid, Amount amount, long turn, String why) {
    return MoneyEvent.of(EventKind.OPERATOR_FUNDING_REVERSED, subject(txid, turn))
        .decrease(Account.of(AccountKind.COINBASE_MATURE), amount)
        .decrease(Account.of(AccountKind.OPERATOR_FLOAT), amount)
        .note(why)
        .build();
  }

  /** The first booking of a transaction has its id alone, each later one a number as well. */
  private static String subject(TransactionId txid, long turn) {
    return turn == 1 ? txid.toString() : txid + ":" + turn;
  }

  private static String key(EventKind kind, String subject) {
    return kind.keyPrefix() + ":" + subject;
  }
}
