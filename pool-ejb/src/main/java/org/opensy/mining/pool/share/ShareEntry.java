package org.opensy.mining.pool.share;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.opensy.mining.pool.reward.BasisPoints;

/**
 * What the ledger writes of a share that counts.
 *
 * @param key which share it is, and when it was accepted
 * @param contributor whose it is
 * @param value what it is worth
 * @param height of the block that was worked on
 * @param block whether the share is a block
 */
public record ShareEntry(
    ShareKey key, Contributor contributor, ShareValue value, long height, boolean block) {

  /**
   * The entry for verified work.
   *
   * @param fee what PPS takes off the price
   */
  public static ShareEntry of(
      ProvenShare proven, Instant when, Contributor contributor, BasisPoints fee) {
    return new ShareEntry(
        ShareKey.of(proven, when),
        contributor,
        ShareValue.of(proven.job(), contributor.scheme(), fee),
        proven.job().height(),
        proven.hash().meets(proven.job().networkTarget()));
  }

  /** When it was accepted, in the microseconds that the database keeps. */
  public Instant acceptedAt() {
    return key.acceptedAt();
  }

  /** The UTC day, which is its partition. */
  public LocalDate day() {
    return LocalDate.ofInstant(key.acceptedAt(), ZoneOffset.UTC);
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
