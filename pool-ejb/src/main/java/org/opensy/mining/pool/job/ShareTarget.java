package org.opensy.mining.pool.job;

import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

/**
 * What a share is worth and what its hash must meet; a session keeps one until its difficulty
 * changes, so that no job costs a division. Thread-safe.
 *
 * @param difficulty expected hashes: what an accepted share is credited with
 * @param target the same as a bound for hashes
 */
public record ShareTarget(Difficulty difficulty, Target target) {

  /** For this many expected hashes. */
  public static ShareTarget of(Difficulty difficulty) {
    return new ShareTarget(difficulty, Target.ofDifficulty(difficulty));
  }

  /** For this bound; the difficulty is rounded down. */
  public static ShareTarget of(Target target) {
    return new ShareTarget(Difficulty.ofTarget(target), target);
  }

  /** This one, or {@code other} if that is easier to meet. */
  public ShareTarget orEasier(ShareTarget other) {
    return other.target.compareTo(target) > 0 ? other : this;
  }
}
