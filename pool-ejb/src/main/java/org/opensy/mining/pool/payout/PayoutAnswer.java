package org.opensy.mining.pool.payout;

import org.opensy.mining.pool.chain.TransactionId;

/** What is known of a payout after the wallet was asked, or its history searched. */
sealed interface PayoutAnswer {

  /** The wallet has made this transaction. */
  record Sent(TransactionId txid) implements PayoutAnswer {}

  /** The wallet has certainly not sent it. */
  record NotSent(String reason, Refusal refusal) implements PayoutAnswer {}

  /** It may have been sent; to be looked for again. */
  record Unclear(String trouble) implements PayoutAnswer {}

  /** Looking again will not help. */
  record Undecidable(String reason) implements PayoutAnswer {}
}
