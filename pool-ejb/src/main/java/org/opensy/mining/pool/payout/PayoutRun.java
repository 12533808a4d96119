package org.opensy.mining.pool.payout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/** Pays whoever is due, in batches. Confined to the holder of the fence, one thread at a time. */
final class PayoutRun {
  private static final Logger LOG = System.getLogger(PayoutRun.class.getName());

  /** Payouts of one run. */
  private static final int MOST_PAYOUTS = 20;

  /** Looks for payees in one run: those whom the wallet has no money for take one, too. */
  private static final int MOST_LOOKS = 3 * MOST_PAYOUTS;

  private final DataSource database;
  private final WalletClient wallet;
  private final WalletCheck check;
  private final Payees payees;
  private final BatchPayer.Batches batches;
  private final PayoutSettings settings;
  private Instant lastRun = Instant.MIN;

  PayoutRun(
      DataSource database,
      WalletClient wallet,
      WalletCheck check,
      Payees payees,
      BatchPayer.Batches batches,
      PayoutSettings settings) {
    this.database = database;
    this.wallet = wallet;
    this.check = check;
    this.payees = payees;
    this.batches = batches;
    this.settings = settings;
  }

  /** Whether the interval since the last payouts, and since the last run here, is over. */
  boolean isDue(Instant now) {
    Instant last = Transaction.reading(database, PayoutTable::lastCreated).orElse(Instant.MIN);
    Instant latest = last.isAfter(lastRun) ? last : lastRun;
    return latest.isBefore(now.minus(settings.waits().interval()));
  }

  /**
   * Reserves and sends batch after batch until nobody is due, the wallet is used up, or it takes no
   * more; then those who are set aside, one by one.
   *
   * @return what stopped it or how many payouts were made, for people
   */
  String pay(Fence fence, Instant now) {
    lastRun = now;
    BatchPayer payer = new BatchPayer(batches, fence);
    for (int looks = 0; looks < MOST_LOOKS && payer.made() < MOST_PAYOUTS; looks++) {
      Optional<String> obstacle = payer.stopped().or(this::obstacle);
      if (obstacle.isPresent()) {
        LOG.log(Level.ERROR, "POOL-9006 nothing more is paid: {0}", LogText.of(obstacle.get()));
        return obstacle.get();
      }
      if (!paySome(payer)) {
        return payer.made() + " payouts made";
      }
    }
    return payer.made() + " payouts made, more next time";
  }

  /** Pays one batch; false if nobody is due any more. */
  private boolean paySome(BatchPayer payer) {
    List<PayoutOutput> due = payees.due(payer.leftOut());
    boolean alone = due.isEmpty();
    if (alone) {
      due = payees.setAside(payer.leftOut()).stream().toList();
    }
    List<PayoutOutput> outputs = affordable(due, payer);
    if (!outputs.isEmpty() && alone) {
      payer.payAlone(outputs.get(0));
    } else if (!outputs.isEmpty()) {
      payer.pay(outputs);
    }
    return !due.isEmpty();
  }

  /** Why nothing can be paid now. */
  Optional<String> obstacle() {
    List<Halts.Halt> halts = Transaction.reading(database, Halts::open);
    if (!halts.isEmpty()) {
      return Optional.of("halted: " + halts.get(0).reason());
    }
    return check.look().or(this::aboveCeiling);
  }

  private Optional<String> aboveCeiling() {
    try {
      Amount held = wallet.balances().trusted();
      return settings
          .wallet()
          .ceiling()
          .filter(most -> held.compareTo(most) > 0)
          .map(most -> "the wallet holds " + held + ", more than its ceiling of " + most);
    } catch (NodeException away) {
      return Optional.of("the wallet does not answer: " + away.getMessage());
    }
  }

  /** As many as the wallet has money for, in their order; the others wait for another run. */
  private List<PayoutOutput> affordable(List<PayoutOutput> due, BatchPayer payer) {
    Amount held = wallet.balances().trusted();
    Amount reserve = settings.terms().fee().reserve();
    Amount left = held.minus(reserve);
    List<PayoutOutput> affordable = new ArrayList<>();
    for (PayoutOutput wanted : due) {
      Optional<PayoutOutput> payment = payees.within(left, wanted);
      if (payment.isPresent()) {
        affordable.add(payment.get());
        left = left.minus(payment.get().amount());
      }
      if (!payment.equals(Optional.of(wanted))) {
        payer.leaveOut(wanted);
      }
    }
    if (affordable.size() < due.size()) {
      LOG.log(
          Level.WARNING,
          "POOL-9007 the wallet holds {0}, of which {1} stay for the network fee: {2} payments have"
              + " to wait for more",
          held,
          reserve,
          due.size() - affordable.size());
    }
    return affordable;
  }
}
