package org.opensy.mining.pool.payout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Pays the batches of one run. What the node refuses is divided, until it is known whom the node
 * refuses; the others are paid. Confined to the run.
 */
final class BatchPayer {
  private static final Logger LOG = System.getLogger(BatchPayer.class.getName());

  /** Refusals of one run: enough to find four payees among two thousand. */
  private static final int MOST_REFUSALS = 48;

  private final Batches batches;
  private final Fence fence;
  private final Set<Long> leftOut = new HashSet<>();
  private Optional<String> stopped = Optional.empty();
  private int made;
  private int refusals;

  /**
   * What a batch goes through.
   *
   * @param booking sets the money aside
   * @param steps asks the wallet
   * @param order for these payees
   * @param setAside notes whom the node refuses, and why
   * @param released forgets that
   */
  record Batches(
      PayoutBooking booking,
      PayoutSteps steps,
      Function<List<PayoutOutput>, Payout.Order> order,
      BiConsumer<PayoutOutput, String> setAside,
      Consumer<PayoutOutput> released) {}

  BatchPayer(Batches batches, Fence fence) {
    this.batches = batches;
    this.fence = fence;
  }

  /** Payouts that were sent. */
  int made() {
    return made;
  }

  /** Who is not to be tried again in this run. */
  Set<Long> leftOut() {
    return leftOut;
  }

  /** Somebody is not to be tried in this run. */
  void leaveOut(PayoutOutput payee) {
    leftOut.add(payee.minerId());
  }

  /** Why nothing more can be paid now; empty if it can. */
  Optional<String> stopped() {
    return stopped;
  }

  /** Pays these, or as many of them as the node takes. */
  void pay(List<PayoutOutput> outputs) {
    Deque<List<PayoutOutput>> waiting = new ArrayDeque<>(List.of(outputs));
    while (!waiting.isEmpty() && stopped.isEmpty()) {
      List<PayoutOutput> batch = waiting.pop();
      PayoutAnswer answer = send(batch);
      if (answer instanceof PayoutAnswer.Sent) {
        made++;
      } else if (answer instanceof PayoutAnswer.NotSent refused
          && refused.refusal() != Refusal.WALLET) {
        divide(batch, refused, waiting);
      } else {
        stopped = Optional.of("a payout did not go through, see its reason");
      }
    }
  }

  private void divide(
      List<PayoutOutput> batch, PayoutAnswer.NotSent refused, Deque<List<PayoutOutput>> waiting) {
    int half = batch.size() / 2;
    if (half == 0) {
      leave(batch.get(0), refused);
    } else {
      waiting.push(batch.subList(half, batch.size()));
      waiting.push(batch.subList(0, half));
    }
    if (++refusals >= MOST_REFUSALS) {
      stopped = Optional.of("the node refused too many payouts, more next time");
    }
  }

  private void leave(PayoutOutput payee, PayoutAnswer.NotSent refused) {
    leaveOut(payee);
    if (refused.refusal() == Refusal.PAYEE) {
      batches.setAside().accept(payee, refused.reason());
      LOG.log(
          Level.ERROR,
          "POOL-9013 the node refuses to pay {0}, who is set aside: {1}",
          payee.address(),
          LogText.of(refused.reason()));
    }
  }

  /** Tries a payee that was set aside; once it is paid, it is like any other. */
  void payAlone(PayoutOutput payee) {
    int before = made;
    pay(List.of(payee));
    leaveOut(payee);
    if (made > before) {
      batches.released().accept(payee);
    }
  }

  private PayoutAnswer send(List<PayoutOutput> outputs) {
    String reference = Payouts.REFERENCE_PREFIX + UUID.randomUUID();
    Payout.Order order = batches.order().apply(outputs);
    batches.booking().reserve(reference, order, fence);
    LOG.log(
        Level.INFO,
        "POOL-9001 payout reserved reference={0} outputs={1} total={2}",
        reference,
        outputs.size(),
        order.total());
    try {
      return batches.steps().ask(reference, fence);
    } catch (NodeException away) {
      // It was not asked to send; what is reserved is sent later.
      return new PayoutAnswer.Unclear(away.getMessage());
    }
  }
}
