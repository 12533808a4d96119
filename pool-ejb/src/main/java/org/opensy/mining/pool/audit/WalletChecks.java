package org.opensy.mining.pool.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.node.WalletBalances;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.PayoutOutput;
import org.opensy.mining.pool.payout.PayoutStatus;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Compares payouts and balances with the node's wallet. Not thread-safe. */
final class WalletChecks {
  private static final String SENT = "payouts are in the wallet";
  private static final String UNKNOWN = "the wallet has made no payment that the books lack";
  private static final String HELD = "the wallet holds what the books say";

  /** Coinbases on the chain that are not credited yet. */
  private static final String UNCREDITED =
      "select coalesce(sum(reward), 0)::bigint from blocks where status = 'ACCEPTED'";

  private final DataSource database;
  private final WalletClient wallet;
  private final Map<String, Payout> known = new HashMap<>();
  private Amount unbookedFees = Amount.ZERO;

  WalletChecks(DataSource database, WalletClient wallet) {
    this.database = database;
    this.wallet = wallet;
  }

  void run(Transaction transaction, AuditReport.Builder report) {
    List<Payout> payouts = Payouts.all(transaction);
    for (Payout payout : payouts) {
      known.put(payout.reference(), payout);
      payout.outcome().txid().ifPresent(txid -> sent(payout, wallet.transaction(txid), report));
    }
    strangers(report);
    held(transaction, report);
  }

  private void sent(Payout payout, Optional<WalletTransaction> found, AuditReport.Builder report) {
    boolean counts = found.isPresent() && found.get().standing().counts();
    boolean booked =
        payout.status() == PayoutStatus.SUBMITTED || payout.status() == PayoutStatus.CONFIRMED;
    report.compared(SENT, 1);
    if (booked && !counts) {
      report.found(SENT, payout.reference(), "is " + payout.status() + ", but not in the wallet");
    } else if (payout.status() == PayoutStatus.FAILED && counts) {
      report.found(SENT, payout.reference(), "was returned, but the wallet sent it");
    } else if (counts) {
      amounts(payout, found.get(), report);
    }
  }

  private void amounts(Payout payout, WalletTransaction found, AuditReport.Builder report) {
    Amount wanted = payout.order().total();
    Amount left = found.sent().values().stream().reduce(Amount.ZERO, Amount::plus);
    boolean feeIsMiners = payout.order().feePayer() == FeePayer.MINERS;
    Amount expected = feeIsMiners ? wanted.minus(found.fee().orElse(Amount.ZERO)) : wanted;
    if (!left.equals(expected)) {
      report.found(
          SENT, payout.reference(), "should pay " + expected + ", the wallet paid " + left);
    }
    Set<String> miners = new HashSet<>();
    payout.order().outputs().stream().map(PayoutOutput::address).forEach(miners::add);
    Set<String> paid = new HashSet<>();
    found.sent().keySet().forEach(address -> paid.add(address.toString()));
    if (!miners.equals(paid)) {
      report.found(SENT, payout.reference(), "pays other addresses than the books say");
    }
    if (!feeIsMiners && payout.outcome().networkFee().isEmpty()) {
      unbookedFees = unbookedFees.plus(found.fee().orElse(Amount.ZERO));
    }
  }

  /**
   * A payment that nobody booked would be the worst of all: of a reference that we do not know, of
   * a payout that was returned, or a second one of the same payout.
   */
  private void strangers(AuditReport.Builder report) {
    for (WalletTransaction transaction : wallet.sent()) {
      if (transaction.comment().startsWith(Payouts.REFERENCE_PREFIX)) {
        report.compared(UNKNOWN, 1);
        if (transaction.standing().counts() && !isBooked(transaction)) {
          report.found(UNKNOWN, transaction.comment(), "sent in " + transaction.id());
        }
      }
    }
  }

  /**
   * A payout is stored before it is sent, so one that is younger than our snapshot is there now;
   * one that is being sent may not know its transaction yet.
   */
  private boolean isBooked(WalletTransaction sent) {
    Payout payout = known.get(sent.comment());
    if (payout != null && payout.outcome().txid().isPresent()) {
      return payout.outcome().txid().get().equals(sent.id());
    }
    return Transaction.reading(database, fresh -> Payouts.find(fresh, sent.comment()))
        .filter(now -> now.status() != PayoutStatus.FAILED)
        .filter(now -> now.outcome().txid().map(sent.id()::equals).orElse(true))
        .isPresent();
  }

  private void held(Transaction transaction, AuditReport.Builder report) {
    Map<AccountKind, Amount> totals = Balances.totals(transaction);
    Amount booked =
        totals
            .get(AccountKind.COINBASE_MATURE)
            .plus(totals.get(AccountKind.COINBASE_IMMATURE))
            .plus(uncredited(transaction))
            .minus(unbookedFees);
    WalletBalances balances = wallet.balances();
    Amount held = balances.total();
    report.compared(HELD, 1);
    if (!held.equals(booked)) {
      report.found(
          HELD,
          "all coins",
          "the books say " + booked + ", the wallet holds " + held + ": " + held.minus(booked));
    }
  }

  private static Amount uncredited(Transaction transaction) {
    return SqlQuery.of(UNCREDITED).one(transaction, row -> Amount.ofBaseUnits(row.number(1)));
  }
}
