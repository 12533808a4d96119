package org.opensy.mining.pool.history;

import java.time.Instant;
import java.time.InstantSource;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;

/** Refused shares for tests. */
final class Rejects {
  private Rejects() {}

  /** None yet, at an instant that stays. */
  static RejectedShares at(String now) {
    return new RejectedShares(InstantSource.fixed(Instant.parse(now)));
  }

  static void stale(RejectedShares rejected, String address, String worker) {
    rejected.count(new Contributor(address, worker, RewardScheme.PPLNS), RejectionReason.STALE);
  }

  static void invalid(RejectedShares rejected, String address, String worker) {
    rejected.count(
        new Contributor(address, worker, RewardScheme.PPLNS), RejectionReason.WRONG_RESULT);
  }
}
