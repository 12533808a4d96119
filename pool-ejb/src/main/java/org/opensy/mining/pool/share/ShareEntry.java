package org.opensy.mining.pool.share;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.PpsPrice;
import org.opensy.mining.pool.reward.RewardScheme;

/**
 * What the ledger writes of a share that counts.
 *
 * @param key which share it is, and when it was accepted
 * @param contributor whose it is
 * @param difficulty expected hashes of the job's share target: the work that it is credited with
 * @param price what PPS pays for it, in 2^-32 base units; empty under any other scheme
 * @param height of the block that was worked on
 * @param block whether the share is a block
 */
public record ShareEntry(
    ShareKey key,
    Contributor contributor,
    long difficulty,
    Optional<BigInteger> price,
    long height,
    boolean block) {

  /**
   * The entry for verified work.
   *
   * @param fee what PPS takes off the price
   */
  public static ShareEntry of(
      ProvenShare proven, Instant when, Contributor contributor, BasisPoints fee) {
    Job job = proven.job();
    return new ShareEntry(
        ShareKey.of(proven, when),
        contributor,
        job.share().difficulty().toLong(),
        contributor.scheme() == RewardScheme.PPS ? Optional.of(price(job, fee)) : Optional.empty(),
        job.height(),
        proven.hash().meets(job.networkTarget()));
  }

  /** The same share, for which PPS pays nothing. */
  public ShareEntry unpriced() {
    return new ShareEntry(
        key, contributor, difficulty, price.map(any -> BigInteger.ZERO), height, block);
  }

  private static BigInteger price(Job job, BasisPoints fee) {
    return PpsPrice.of(
        job.template().template().coinbase().value(),
        fee,
        BigInteger.valueOf(job.share().difficulty().toLong()),
        job.template().networkDifficulty());
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
}
