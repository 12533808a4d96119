package org.opensy.mining.coopmine.coordinator.share;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of a share.
 *
 * @param reason for people, the pool's words if the pool has spoken; empty when accepted
 */
public record ShareVerdict(Outcome outcome, String reason) {
  /** An objection. */
  static Optional<ShareVerdict> no(Outcome outcome, String reason) {
    return Optional.of(new ShareVerdict(outcome, reason));
  }

  /** The outcomes, named as in the protocol. */
  public enum Outcome {
    ACCEPTED,
    REJECTED_BY_POOL,
    UNKNOWN_JOB,
    STALE_JOB,
    FOREIGN_NONCE,
    DUPLICATE,
    LOW_DIFFICULTY,
    WRONG_HASH,
    BUSY,
    POOL_AWAY,
    MALFORMED,
    ISOLATED;

    /** The word in statistics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
