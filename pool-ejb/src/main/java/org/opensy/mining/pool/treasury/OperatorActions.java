package org.opensy.mining.pool.treasury;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.audit.Audit;
import org.opensy.mining.pool.audit.AuditReport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.payout.Payout;
import org.opensy.mining.pool.payout.SetAside;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * What operators can do with the pool's money. What changes something takes part in the transaction
 * of the act that it belongs to ({@link org.opensy.mining.pool.act.OperatorActs#perform}), which
 * writes it down. What moves money throws a {@link NotElectedException} if another instance holds
 * the lease. Thread-safe.
 */
@ApplicationScoped
public class OperatorActions {
  private static final Logger LOG = System.getLogger(OperatorActions.class.getName());

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final Treasury treasury;
  private final NodeClient node;
  private final WalletClient wallet;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected OperatorActions() {
    this(null, null, null, null);
  }

  @Inject
  OperatorActions(Treasury treasury, NodeClient node, WalletClient wallet, InstantSource clock) {
    this.treasury = treasury;
    this.node = node;
    this.wallet = wallet;
    this.clock = clock;
  }

  /** What stops payouts now. */
  public List<Halts.Halt> halts() {
    return treasury.settlement().halts();
  }

  /** Stops payouts until they are allowed again. */
  public void halt(Transaction transaction, String reason, String who) {
    Halts.halt(transaction, Halts.BY_HAND, reason + " (" + who + ")", clock.instant());
  }

  /** Lifts the halts of that cause; false if there is none. */
  public boolean lift(Transaction transaction, String cause, String who) {
    return Halts.lift(transaction, cause, who, clock.instant());
  }

  /** Gives up a matured block that left the chain; false if it is none. */
  public boolean writeOff(Transaction transaction, BlockHash block, String who) {
    return treasury.inTurn(fence -> treasury.settlement().writeOff(transaction, block, who, fence));
  }

  /**
   * Pays whoever is due, now; what came of it, in words. Each payout is booked in transactions of
   * its own.
   */
  public String payNow() {
    return treasury.inTurn(treasury.payouts()::payNow);
  }

  /** The latest payouts, newest first. */
  public List<Payout> payouts(int limit) {
    return treasury.payouts().latest(limit);
  }

  /** Settles a payout under review as sent; why that cannot be, or nothing. */
  public Optional<String> resolveAsSent(
      Transaction transaction, String reference, TransactionId txid) {
    return treasury.inTurn(
        fence -> treasury.payouts().resolveAsSent(transaction, reference, txid, fence));
  }

  /** Settles a payout under review as not sent; why that cannot be, or nothing. */
  public Optional<String> resolveAsNotSent(Transaction transaction, String reference, String who) {
    return treasury.inTurn(
        fence -> treasury.payouts().resolveAsNotSent(transaction, reference, who, fence));
  }

  /**
   * Books money that the operator has put into the wallet, if the wallet shows it.
   *
   * @param amount positive
   * @return why that cannot be; empty if it is booked
   */
  public Optional<String> funded(
      Transaction transaction, TransactionId txid, Amount amount, String who) {
    return treasury.inTurn(fence -> treasury.funding().book(transaction, txid, amount, who, fence));
  }

  /** Takes the booking of a transaction back; false if there is none. */
  public boolean reverseFunding(
      Transaction transaction, TransactionId txid, String reason, String who) {
    String why = reason + " (" + who + ")";
    return treasury.inTurn(fence -> treasury.funding().reverse(transaction, txid, why, fence));
  }

  /** Miners whose payment the node refuses, longest first. */
  public List<SetAside.Payee> setAside() {
    return treasury.payouts().setAside();
  }

  /**
   * Sets a miner's own minimum payout; nothing for the pool's. False if nobody has that address.
   */
  public boolean minimumPayout(
      Transaction transaction, Address miner, Optional<Amount> minimum, String who) {
    MinimumPayout.Wish wish = new MinimumPayout.Wish(minimum, MinimumPayout.Source.OPERATOR, who);
    return MinimumPayout.set(transaction, miner, wish, clock.instant())
        != MinimumPayout.Outcome.UNKNOWN_MINER;
  }

  /** How a miner's minimum payout changed, newest first. */
  public List<MinimumPayout.Change> minimumPayoutChanges(Address miner, int limit) {
    return Transaction.reading(
        database, transaction -> MinimumPayout.changes(transaction, miner.toString(), limit));
  }

  /** Recomputes everything; takes as long as it takes. */
  public AuditReport audit() {
    AuditReport report = new Audit(database, clock).run(node, Optional.of(wallet));
    if (!report.isClean()) {
      LOG.log(
          Level.ERROR,
          "POOL-8017 the audit found: {0}",
          LogText.escaped(report.findings().toString()));
    }
    return report;
  }
}
