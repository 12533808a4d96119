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

/**
 * What operators can do with the pool's money. Everything is in the log with the name that the
 * operator gave. Thread-safe.
 */
@ApplicationScoped
public class OperatorActions {
  private static final Logger LOG = System.getLogger(OperatorActions.class.getName());
  private static final String BY_HAND = "by-hand";

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
  public void halt(String reason, String who) {
    LOG.log(Level.WARNING, "POOL-8010 payouts halted by {0}: {1}", who, reason);
    treasury.settlement().halt(BY_HAND, reason + " (" + who + ")");
  }

  /** Lifts one halt; false if there is none of that cause. */
  public boolean lift(String cause, String who) {
    LOG.log(Level.WARNING, "POOL-8011 halt {0} lifted by {1}", cause, who);
    return treasury.settlement().lift(cause, who);
  }

  /** Gives up a matured block that left the chain; false if it is none. */
  public boolean writeOff(BlockHash block, String who) {
    LOG.log(Level.WARNING, "POOL-8012 block {0} written off by {1}", block, who);
    return treasury.inTurn(fence -> treasury.settlement().writeOff(block, who, fence));
  }

  /** Pays whoever is due, now; what came of it, in words. */
  public String payNow(String who) {
    LOG.log(Level.INFO, "POOL-8013 payouts asked for by {0}", who);
    return treasury.inTurn(treasury.payouts()::payNow);
  }

  /** The latest payouts, newest first. */
  public List<Payout> payouts(int limit) {
    return treasury.payouts().latest(limit);
  }

  /** Settles a payout under review as sent; why that cannot be, or nothing. */
  public Optional<String> resolveAsSent(String reference, TransactionId txid, String who) {
    LOG.log(Level.WARNING, "POOL-8014 payout {0} was sent in {1}, says {2}", reference, txid, who);
    return treasury.inTurn(fence -> treasury.payouts().resolveAsSent(reference, txid, fence));
  }

  /** Settles a payout under review as not sent; why that cannot be, or nothing. */
  public Optional<String> resolveAsNotSent(String reference, String who) {
    LOG.log(Level.WARNING, "POOL-8015 payout {0} was not sent, says {1}", reference, who);
    return treasury.inTurn(fence -> treasury.payouts().resolveAsNotSent(reference, who, fence));
  }

  /**
   * Books money that the operator has put into the wallet, if the wallet shows it.
   *
   * @param amount positive
   * @return why that cannot be; empty if it is booked
   */
  public Optional<String> funded(TransactionId txid, Amount amount, String who) {
    Optional<String> obstacle =
        treasury.inTurn(fence -> treasury.funding().book(txid, amount, who, fence));
    if (obstacle.isEmpty()) {
      LOG.log(Level.INFO, "POOL-8016 {0} put in {1} with {2}", who, amount, txid);
    }
    return obstacle;
  }

  /** Takes the booking of a transaction back; false if there is none. */
  public boolean reverseFunding(TransactionId txid, String reason, String who) {
    String why = reason + " (" + who + ")";
    boolean reversed = treasury.inTurn(fence -> treasury.funding().reverse(txid, why, fence));
    if (reversed) {
      LOG.log(Level.WARNING, "POOL-8019 the booking of {0} is reversed: {1}", txid, why);
    }
    return reversed;
  }

  /** Miners whose payment the node refuses, longest first. */
  public List<SetAside.Payee> setAside() {
    return treasury.payouts().setAside();
  }

  /**
   * Sets a miner's own minimum payout; nothing for the pool's. False if nobody has that address.
   */
  public boolean minimumPayout(Address miner, Optional<Amount> minimum, String who) {
    MinimumPayout.Wish wish = new MinimumPayout.Wish(minimum, MinimumPayout.Source.OPERATOR, who);
    MinimumPayout.Outcome outcome = MinimumPayout.set(database, miner, wish, clock.instant());
    if (outcome == MinimumPayout.Outcome.CHANGED) {
      LOG.log(
          Level.INFO,
          "POOL-8018 minimum payout of {0} is now {1}, by operator {2}",
          miner,
          minimum.map(Amount::toString).orElse("the pool's"),
          who);
    }
    return outcome != MinimumPayout.Outcome.UNKNOWN_MINER;
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
      LOG.log(Level.ERROR, "POOL-8017 the audit found: {0}", report.findings());
    }
    return report;
  }
}
