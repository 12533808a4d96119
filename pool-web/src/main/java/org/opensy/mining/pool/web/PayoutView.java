package org.opensy.mining.pool.web;

import java.util.List;
import java.util.Locale;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.payout.Payout;

/**
 * A payout, as operators see it.
 *
 * @param reference unique; the comment of the wallet's transaction
 * @param status reserved, submitting, submitted, confirmed, failed or needs_review
 * @param total in SYL, as text
 * @param feeFrom pool or miners
 * @param networkFee in SYL, as text; empty until known
 * @param txid the wallet's transaction; empty until known
 * @param reason why it failed or needs review
 * @param createdAt ISO 8601, UTC
 * @param outputs who gets what
 */
public record PayoutView(
    String reference,
    String status,
    String total,
    String feeFrom,
    String networkFee,
    String txid,
    String reason,
    String createdAt,
    List<Output> outputs) {

  /**
   * Who gets what.
   *
   * @param address the miner's
   * @param amount in SYL, as text
   */
  public record Output(String address, String amount) {}

  static PayoutView of(Payout payout) {
    return new PayoutView(
        payout.reference(),
        payout.status().name().toLowerCase(Locale.ROOT),
        payout.order().total().toString(),
        payout.order().feePayer().name().toLowerCase(Locale.ROOT),
        payout.outcome().networkFee().map(Amount::toString).orElse(""),
        payout.outcome().txid().map(Object::toString).orElse(""),
        payout.outcome().reason(),
        payout.outcome().createdAt().toString(),
        payout.order().outputs().stream()
            .map(output -> new Output(output.address(), output.amount().toString()))
            .toList());
  }
}
