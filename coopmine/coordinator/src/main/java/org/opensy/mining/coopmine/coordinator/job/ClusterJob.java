package org.opensy.mining.coopmine.coordinator.job;

import java.math.BigInteger;

/**
 * A job as the cluster works on it.
 *
 * @param sequence its number, growing from job to job, never 0
 * @param nonces the nonces of its blob
 * @param previousStillGood whether shares of the job before may still be handed in
 */
public record ClusterJob(
    long sequence, PoolJob pool, NonceSpace nonces, boolean previousStillGood) {

  /** A hash is a share if its top 64 bits are below this unsigned number. Never 0. */
  public long topTarget() {
    BigInteger range = pool.target().toBigInteger().add(BigInteger.ONE);
    BigInteger largest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    return range.shiftRight(192).min(largest).max(BigInteger.ONE).longValue();
  }
}
