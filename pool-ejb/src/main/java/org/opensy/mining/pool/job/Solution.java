package org.opensy.mining.pool.job;

/**
 * What a miner put into its job to get a hash that counts. Two shares of one job are the same share
 * if their solutions are equal.
 */
public sealed interface Solution permits Nonce, RolledSolution {

  /** The nonce of the header. */
  Nonce nonce();

  /**
   * The job's id, and whatever of the solution besides the nonce tells shares of that job apart: at
   * most 18 characters more.
   */
  String keyWithin(String jobId);
}
