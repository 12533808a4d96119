package org.opensy.mining.pool.payout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletBalances;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/** Pays whoever is due, in batches. Confined to the holder of the fence, one thread at a time. */
final class PayoutRun {
  private static final Logger LOG = System.getLogger(PayoutRun.class.getName());

  /** Batches of one run. */
  private static final int MOST_BATCHES = 20;

  private final DataSource database;
  private final WalletClient wallet;
  private final PayoutBooking booking;
  private final PayoutSteps steps;
  private final PayoutSettings settings;
  private Instant lastRun = Instant.MIN;

  PayoutRun(
      DataSource database,
      WalletClient wallet,
      PayoutBooking booking,
      PayoutSteps steps,
      PayoutSettings settings) {
    this.database = database;
    this.wallet = wallet;
    this.booking = booking;
    this.steps = steps;
    this.settings = settings;
  }

  /** Whether the interval since the last payouts, and since the last run here, is over. */
  boolean isDue(Instant now) {
    Instant last = Transaction.reading(database, PayoutTable::lastCreated).orElse(Instant.MIN);
    Instant latest = last.isAfter(lastRun) ? last : lastRun;
    return latest.isBefore(now.minus(settings.waits().interval()));
  }

  /**
   * Reserves and sends batch after batch until nobody is due, the wallet is used up, or one fails.
   *
   * @return what stopped it or how many payouts were made, for people
   */
  String pay(Fence fence, Instant now) {
    lastRun = now;
    for (int batches = 0; batches < MOST_BATCHES; batches++) {
      Optional<String> obstacle = obstacle();
      if (obstacle.isPresent()) {
        LOG.log(Level.ERROR, "POOL-9006 nothing is paid: {0}", LogText.of(obstacle.get()));
        return obstacle.get();
      }
      List<PayoutOutput> outputs = affordable(due());
      if (outputs.isEmpty()) {
        return batches + " payouts made";
      }
      if (!pay(outputs, fence)) {
        return "a payout did not go through, see its reason";
      }
    }
    return MOST_BATCHES + " payouts made, more next time";
  }

  private boolean pay(List<PayoutOutput> outputs, Fence fence) {
    String reference = Payouts.REFERENCE_PREFIX + UUID.randomUUID();
    Payout.Order order =
        new Payout.Order(settings.wallet().name().orElse(""), settings.terms().feePayer(), outputs);
    booking.reserve(reference, order, fence);
    LOG.log(
        Level.INFO,
        "POOL-9001 payout reserved reference={0} outputs={1} total={2}",
        reference,
        outputs.size(),
        order.total());
    return steps.ask(reference, fence);
  }

  /** Why nothing can be paid now. */
  Optional<String> obstacle() {
    List<Halts.Halt> halts = Transaction.reading(database, Halts::open);
    if (!halts.isEmpty()) {
      return Optional.of("halted: " + halts.get(0).reason());
    }
    try {
      Amount held = wallet.balances().trusted();
      Optional<Amount> ceiling = settings.wallet().ceiling();
      return ceiling
          .filter(most -> held.compareTo(most) > 0)
          .map(most -> "the wallet holds " + held + ", more than its ceiling of " + most);
    } catch (NodeException away) {
      return Optional.of("the wallet does not answer: " + away.getMessage());
    }
  }

  private List<PayoutOutput> due() {
    PayoutSettings.Terms terms = settings.terms();
    return Transaction.reading(
        database, transaction -> Payees.due(transaction, terms.minimum(), terms.maxOutputs()));
  }

  /** As many as the wallet has money for, in their order. */
  private List<PayoutOutput> affordable(List<PayoutOutput> due) {
    WalletBalances balances = wallet.balances();
    Amount left = balances.trusted();
    List<PayoutOutput> affordable = new ArrayList<>();
    for (PayoutOutput output : due) {
      if (output.amount().compareTo(left) <= 0) {
        affordable.add(output);
        left = left.minus(output.amount());
      }
    }
    if (affordable.size() < due.size()) {
      LOG.log(
          Level.WARNING,
          "POOL-9007 the wallet holds {0}: {1} payments have to wait",
          balances.trusted(),
          due.size() - affordable.size());
    }
    return affordable;
  }
}
