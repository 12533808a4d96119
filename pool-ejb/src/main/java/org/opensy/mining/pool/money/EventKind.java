package org.opensy.mining.pool.money;

import java.util.Locale;

/** What can happen to money. docs/money.md shows the postings of each. */
public enum EventKind {
  /** A block's reward was split among its miners. */
  BLOCK_CREDITED,
  /** A credited block left the best chain: its credit is taken back. */
  BLOCK_ORPHANED,
  /** A block has enough confirmations: its parts can be paid. */
  BLOCK_MATURED,
  /** A matured block was lost in a reorganisation, and the operator bears it. */
  BLOCK_WRITTEN_OFF,
  /** Shares under PPS earned whole base units. */
  PPS_CREDITED,
  /** The operator put money into the pool's wallet. */
  OPERATOR_FUNDED,
  /** A wrong booking of the operator's money was taken back. */
  OPERATOR_FUNDING_REVERSED,
  /** The pool's fee, less network fees that it paid, went to the operator's address. */
  FEE_ASSIGNED,
  /** Money was set aside for a payout. */
  PAYOUT_RESERVED,
  /** The wallet has made the transaction. */
  PAYOUT_SUBMITTED,
  /** The transaction is deep enough, and its network fee was the pool's. */
  PAYOUT_FEE_PAID,
  /** A payout that was certainly not sent: the money is payable again. */
  PAYOUT_FAILED,
  /** A payout that was sent but will never be confirmed: the money is payable again. */
  PAYOUT_RETURNED;

  /** How keys of such events begin, as in {@code block-credited}. */
  public String keyPrefix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
