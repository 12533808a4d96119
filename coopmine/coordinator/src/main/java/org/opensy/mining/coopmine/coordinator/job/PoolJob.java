package org.opensy.mining.coopmine.coordinator.job;

import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Target;

/**
 * A job as the pool gave it.
 *
 * @param origin what the pool calls it
 * @param height of the block that is mined, 0 if the pool does not tell
 */
public record PoolJob(Origin origin, NonceBlob blob, RandomXKey key, Target target, long height) {

  /**
   * The pool's name for a job.
   *
   * @param connection number of the connection it came on: its name means nothing on another one
   * @param jobId the pool's text
   * @param algo the pool's name of the algorithm
   */
  public record Origin(long connection, String jobId, String algo) {}

  /** Whether a share of this job may still be worth something when {@code newer} has come. */
  boolean outlives(PoolJob newer) {
    return origin.connection() == newer.origin.connection()
        && height > 0
        && height == newer.height
        && key.equals(newer.key);
  }

  /** Whether both hash the same inputs, so that a nonce used for one is used for the other. */
  boolean sharesNoncesWith(PoolJob other) {
    return blob.equals(other.blob) && key.equals(other.key);
  }
}
