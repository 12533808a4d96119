package org.opensy.mining.pool.payout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.NodeRpcException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletTransaction;

/**
 * Has payouts sent and finds out whether they were. Whoever gets {@link PayoutAnswer.NotSent} can
 * be sure of it: either the node refused, or for a time no payment has been at work in the node and
 * the wallet's history has been without the reference. A node takes requests in their order, so one
 * of ours that was on its way has then been carried out or was lost. The time is measured from our
 * own first look, so that neither another instance's clock nor a restart can cut it short.
 * Thread-safe.
 */
final class PayoutWallet {
  private final WalletClient wallet;
  private final Network network;
  private final String walletName;
  private final Duration decideAfter;
  private final InstantSource clock;
  private final Map<String, Instant> missingSince = new ConcurrentHashMap<>();

  /**
   * @param walletName the configured wallet; a payout from another one is not ours to decide
   * @param decideAfter how long the reference must have been missing
   */
  PayoutWallet(
      WalletClient wallet,
      Network network,
      String walletName,
      Duration decideAfter,
      InstantSource clock) {
    this.wallet = wallet;
    this.network = network;
    this.walletName = walletName;
    this.decideAfter = decideAfter;
    this.clock = clock;
  }

  /** Asks the wallet to send, once. A locked one is unlocked for that, if the pool can. */
  PayoutAnswer send(Payout payout) {
    WalletClient.Unlocked keys;
    try {
      keys = wallet.unlock();
    } catch (NodeException locked) {
      return new PayoutAnswer.NotSent(locked.getMessage(), Refusal.WALLET);
    }
    try (keys) {
      return new PayoutAnswer.Sent(
          wallet.sendMany(
              outputs(payout.order()),
              payout.reference(),
              payout.order().feePayer() == FeePayer.MINERS));
    } catch (NodeException failed) {
      return failed.definitelyNotSent()
          ? new PayoutAnswer.NotSent(failed.getMessage(), Refusal.of(failed))
          : new PayoutAnswer.Unclear(failed.getMessage());
    }
  }

  /** Looks for the payout in the wallet's history. */
  PayoutAnswer search(Payout payout) {
    if (!payout.order().wallet().equals(walletName)) {
      return new PayoutAnswer.Undecidable("it was asked of another wallet");
    }
    try {
      if (wallet.info().scanning()) {
        return lookAgain(payout, "the wallet is reading the chain anew");
      }
      if (wallet.isSending()) {
        return lookAgain(payout, "the node is at work on a payment");
      }
      List<WalletTransaction> found =
          wallet.findByComment(payout.reference(), payout.asked().orElseThrow().since());
      return found.isEmpty() ? missing(payout) : found(payout, found);
    } catch (NodeRpcException refused) {
      return refused.notReady()
          ? lookAgain(payout, refused.getMessage())
          : new PayoutAnswer.Undecidable("history not readable: " + refused.rpcMessage());
    } catch (NodeException away) {
      return lookAgain(payout, away.getMessage());
    }
  }

  /** Only looks in a row that could see everything count. */
  private PayoutAnswer lookAgain(Payout payout, String trouble) {
    missingSince.remove(payout.reference());
    return new PayoutAnswer.Unclear(trouble);
  }

  private PayoutAnswer missing(Payout payout) {
    Instant now = clock.instant();
    Instant since = missingSince.computeIfAbsent(payout.reference(), reference -> now);
    if (since.plus(decideAfter).isAfter(now)) {
      return new PayoutAnswer.Unclear("not in the wallet's history yet");
    }
    missingSince.remove(payout.reference());
    return new PayoutAnswer.NotSent("not in the wallet's history", Refusal.WALLET);
  }

  private PayoutAnswer found(Payout payout, List<WalletTransaction> found) {
    missingSince.remove(payout.reference());
    if (found.size() > 1) {
      return new PayoutAnswer.Undecidable("several transactions carry the reference");
    }
    WalletTransaction only = found.get(0);
    if (!only.standing().counts()) {
      return new PayoutAnswer.Undecidable("transaction " + only.id() + " is void");
    }
    return matches(payout.order(), only)
        ? new PayoutAnswer.Sent(only.id())
        : new PayoutAnswer.Undecidable("transaction " + only.id() + " pays something else");
  }

  /** Whether a transaction pays what was ordered, the network fee perhaps taken off. */
  boolean matches(Payout.Order order, WalletTransaction transaction) {
    Map<Address, Amount> wanted = outputs(order);
    Map<Address, Amount> sent = transaction.sent();
    if (!wanted.keySet().equals(sent.keySet())) {
      return false;
    }
    return order.feePayer() == FeePayer.POOL
        ? wanted.equals(sent)
        : wanted.entrySet().stream()
            .allMatch(entry -> sent.get(entry.getKey()).compareTo(entry.getValue()) <= 0);
  }

  /** Two miners' rows never have one address, but two spellings of it would be one output. */
  private Map<Address, Amount> outputs(Payout.Order order) {
    Map<Address, Amount> outputs = new LinkedHashMap<>();
    for (PayoutOutput output : order.outputs()) {
      outputs.merge(Address.parse(output.address(), network), output.amount(), Amount::plus);
    }
    return outputs;
  }
}
