package org.opensy.mining.pool.web;

import java.time.Instant;
import org.opensy.mining.pool.report.ListedPayment;

/**
 * A payment.
 *
 * @param at when the money was set aside
 * @param txid the transaction; null until known
 * @param status reserved, submitting, submitted, confirmed, failed or needs_review
 * @param value what it pays to all, or to the miner that was asked for
 * @param networkFee of the whole transaction; null until known
 * @param payees how many it pays
 */
public record PaymentView(
    Instant at, String txid, String status, Money value, Money networkFee, int payees) {

  static PaymentView of(ListedPayment payment) {
    return new PaymentView(
        payment.at(),
        payment.sent().txid().map(Object::toString).orElse(null),
        SnakeCase.word(payment.status()),
        Money.of(payment.amount()),
        Money.of(payment.sent().networkFee()),
        payment.payees());
  }
}
