package org.opensy.mining.pool.report;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.payout.PayoutStatus;

/**
 * A payment of the pool, or a miner's part of one; tries that sent nothing are none.
 *
 * @param id its number
 * @param at when the money was set aside
 * @param amount what was paid to all, or to the miner; with the fee from miners, the network fee is
 *     in it
 * @param payees how many it pays
 * @param status where it stands
 * @param sent what the wallet said
 */
public record ListedPayment(
    long id, Instant at, Amount amount, int payees, PayoutStatus status, Sent sent) {

  /**
   * What the wallet said.
   *
   * @param txid the transaction, once known
   * @param networkFee of the whole transaction, once known
   */
  public record Sent(Optional<TransactionId> txid, Optional<Amount> networkFee) {}
}
