package org.opensy.mining.pool.payout;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Pays miners. Each step can be repeated and interrupted anywhere, and a miner is paid once. One
 * thread at a time.
 */
public final class Payouts {
  /** How the references of payouts begin. */
  public static final String REFERENCE_PREFIX = "opensy-payout-";

  private static final Duration MOST_ASK_WITHIN = Duration.ofSeconds(10);

  private final DataSource database;
  private final PayoutSteps steps;
  private final WalletCheck check;
  private final PayoutRun run;
  private final PayoutReview review;
  private final OperatorFee operatorFee;
  private final InstantSource clock;

  /**
   * Who is paid for what.
   *
   * @param network of all addresses
   * @param coinbase whom the pool's blocks pay: an address of the wallet
   * @param operator who gets the pool's fee; nobody if empty
   */
  public record Parties(Network network, Address coinbase, Optional<Address> operator) {}

  /**
   * The clocks that payouts go by.
   *
   * @param wall says when something happens
   * @param nanoTime measures how long something takes, in nanoseconds
   */
  public record Clocks(InstantSource wall, LongSupplier nanoTime) {

    /** With the system's measure of time. */
    public static Clocks of(InstantSource wall) {
      return new Clocks(wall, System::nanoTime);
    }
  }

  /** Pays from this wallet by these settings. */
  public Payouts(
      DataSource database,
      WalletClient wallet,
      PayoutSettings settings,
      Parties parties,
      Clocks clocks) {
    this.database = database;
    this.clock = clocks.wall();
    PayoutBooking booking = new PayoutBooking(database, clock);
    PayoutWallet sender =
        new PayoutWallet(
            wallet,
            parties.network(),
            settings.wallet().name().orElse(""),
            settings.waits().decideAfter(),
            clock);
    this.steps = new PayoutSteps(database, wallet, sender, booking, pace(settings, clocks));
    this.check = new WalletCheck(wallet, parties.coinbase(), settings.wallet());
    this.run =
        new PayoutRun(
            database,
            wallet,
            check,
            new Payees(database, settings.terms(), parties.operator()),
            batches(settings, booking),
            settings);
    this.review = new PayoutReview(wallet, sender, booking);
    this.operatorFee = new OperatorFee(database, parties.operator(), clock);
  }

  private BatchPayer.Batches batches(PayoutSettings settings, PayoutBooking booking) {
    String wallet = settings.wallet().name().orElse("");
    PayoutSettings.FeePayer feePayer = settings.terms().fee().payer();
    return new BatchPayer.Batches(
        booking,
        steps,
        outputs -> new Payout.Order(wallet, feePayer, outputs),
        (payee, reason) -> SetAside.note(database, payee, reason, clock.instant()),
        payee -> SetAside.release(database, payee));
  }

  /** Whether the wallet can pay. */
  public WalletCheck check() {
    return check;
  }

  /** Miners whose payment the node refuses. */
  public List<SetAside.Payee> setAside() {
    return Transaction.reading(database, SetAside::all);
  }

  /** Moves open payouts on, and pays whoever is due if the interval is over. */
  public void tick(Fence fence) {
    steps.followAll(fence, run.obstacle().isEmpty());
    if (run.isDue(clock.instant())) {
      operatorFee.assign(fence);
      run.pay(fence, clock.instant());
    }
  }

  /**
   * Pays whoever is due, now.
   *
   * @return what came of it, in words
   */
  public String payNow(Fence fence) {
    steps.followAll(fence, run.obstacle().isEmpty());
    operatorFee.assign(fence);
    return run.pay(fence, clock.instant());
  }

  /** The latest payouts, newest first. */
  public List<Payout> latest(int limit) {
    return Transaction.reading(database, transaction -> PayoutTable.latest(transaction, limit));
  }

  /** Every payout, oldest first, as a transaction sees them. */
  public static List<Payout> all(Transaction transaction) {
    return PayoutTable.all(transaction);
  }

  /** The payout of this reference, as a transaction sees it. */
  public static Optional<Payout> find(Transaction transaction, String reference) {
    return PayoutTable.find(transaction, reference);
  }

  /**
   * A person has found the transaction of a payout under review.
   *
   * @return why that cannot be; empty if it is booked
   */
  public Optional<String> resolveAsSent(
      Transaction transaction, String reference, TransactionId txid, Fence fence) {
    return review.sent(transaction, reference, txid, fence);
  }

  /**
   * A person is sure that a payout under review was not sent, or is void.
   *
   * @return why that cannot be; empty if its money is payable again
   */
  public Optional<String> resolveAsNotSent(
      Transaction transaction, String reference, String who, Fence fence) {
    return review.notSent(transaction, reference, who, fence);
  }

  private static PayoutSteps.Pace pace(PayoutSettings settings, Clocks clocks) {
    Duration half = settings.waits().decideAfter().dividedBy(2);
    return new PayoutSteps.Pace(
        settings.depths().confirmations(),
        half.compareTo(MOST_ASK_WITHIN) < 0 ? half : MOST_ASK_WITHIN,
        clocks.nanoTime());
  }
}
