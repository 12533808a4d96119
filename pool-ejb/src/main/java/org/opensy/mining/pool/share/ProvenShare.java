package org.opensy.mining.pool.share;

import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.Solution;

/**
 * Work that was verified. Thread-safe.
 *
 * @param job what was worked on; it says what the work is worth
 * @param solution what was submitted
 * @param hash its RandomX hash, computed here
 */
public record ProvenShare(Job job, Solution solution, PowHash hash) {

  /** The nonce of the header. */
  public Nonce nonce() {
    return solution.nonce();
  }
}
