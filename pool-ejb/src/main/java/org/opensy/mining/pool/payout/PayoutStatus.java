package org.opensy.mining.pool.payout;

import java.util.EnumSet;
import java.util.Set;

/** Where a payout stands. */
public enum PayoutStatus {
  /** The money is set aside; the wallet has certainly not been asked. */
  RESERVED,
  /** The wallet is about to be asked, or was asked and has not answered: it may have sent. */
  SUBMITTING,
  /** The wallet has made the transaction. */
  SUBMITTED,
  /** The transaction is deep enough in the chain. */
  CONFIRMED,
  /** Certainly not sent, or never to be confirmed: the money is payable again. */
  FAILED,
  /** Only a person can tell; these miners wait until then. */
  NEEDS_REVIEW;

  /** Whether the status can change like that. */
  public boolean canBecome(PayoutStatus next) {
    return successors().contains(next);
  }

  private Set<PayoutStatus> successors() {
    return switch (this) {
      case RESERVED -> EnumSet.of(SUBMITTING, FAILED);
      case SUBMITTING -> EnumSet.of(SUBMITTED, FAILED, NEEDS_REVIEW);
      case SUBMITTED -> EnumSet.of(CONFIRMED, NEEDS_REVIEW);
      case NEEDS_REVIEW -> EnumSet.of(SUBMITTED, FAILED);
      case CONFIRMED, FAILED -> EnumSet.noneOf(PayoutStatus.class);
    };
  }
}
