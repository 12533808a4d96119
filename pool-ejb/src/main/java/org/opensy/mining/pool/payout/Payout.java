package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;

/**
 * Money on its way to miners in one wallet transaction. Thread-safe.
 *
 * @param id in table {@code payouts}
 * @param reference unique; the comment of the wallet's transaction
 * @param order what is to be paid, and from which wallet
 * @param asked set from the moment at which the wallet may have been asked
 * @param outcome where it stands
 */
public record Payout(
    long id, String reference, Order order, Optional<Asked> asked, Outcome outcome) {

  /**
   * What is to be paid.
   *
   * @param wallet name of the node's wallet; empty for its default
   * @param feePayer who pays the network fee
   * @param outputs each miner once
   */
  public record Order(String wallet, FeePayer feePayer, List<PayoutOutput> outputs) {

    /** Takes a copy. */
    public Order {
      outputs = List.copyOf(outputs);
    }

    /** What miners are credited with; in mode {@link FeePayer#MINERS} the network fee is in it. */
    public Amount total() {
      return outputs.stream().map(PayoutOutput::amount).reduce(Amount.ZERO, Amount::plus);
    }
  }

  /**
   * The question to the wallet.
   *
   * @param at when, by our clock
   * @param since best block just before: the wallet's transaction is no older
   */
  public record Asked(Instant at, BlockHash since) {}

  /**
   * What became of it.
   *
   * @param status where it stands
   * @param txid the wallet's transaction, once known
   * @param networkFee once known
   * @param reason why it failed or needs review; may be empty
   * @param createdAt when the money was set aside
   */
  public record Outcome(
      PayoutStatus status,
      Optional<TransactionId> txid,
      Optional<Amount> networkFee,
      String reason,
      Instant createdAt) {}

  /** Where it stands. */
  public PayoutStatus status() {
    return outcome.status();
  }

  @Override
  public String toString() {
    return "reference=" + reference + " total=" + order.total();
  }
}
