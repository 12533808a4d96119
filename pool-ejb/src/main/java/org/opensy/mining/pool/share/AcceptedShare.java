package org.opensy.mining.pool.share;

import java.time.Instant;
import org.opensy.mining.pool.reward.BasisPoints;

/**
 * What the ledger writes of a share that counts. Thread-safe.
 *
 * @param when it was accepted
 * @param contributor whose it is
 * @param value what it is worth
 * @param height of the block that was worked on
 * @param block whether the share is a block
 */
public record AcceptedShare(
    Instant when, Contributor contributor, ShareValue value, long height, boolean block) {

  /**
   * The entry for verified work.
   *
   * @param fee what PPS takes off the price
   */
  public static AcceptedShare of(
      ProvenShare share, Instant when, Contributor contributor, BasisPoints fee) {
    return new AcceptedShare(
        when,
        contributor,
        ShareValue.of(share.job(), contributor.scheme(), fee),
        share.job().height(),
        share.hash().meets(share.job().networkTarget()));
  }

  /** The miner's address, canonical text. */
  public String address() {
    return contributor.address();
  }

  /** The miner's name for the machine; may be empty. */
  public String worker() {
    return contributor.worker();
  }

  /** What the share is credited with, in expected hashes. */
  public long difficulty() {
    return value.difficulty();
  }
}
