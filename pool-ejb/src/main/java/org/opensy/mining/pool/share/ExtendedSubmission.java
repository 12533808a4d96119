package org.opensy.mining.pool.share;

import java.util.Objects;

/**
 * A share of an extended job as the miner sent it, not yet checked in any way. Thread-safe.
 *
 * @param jobId the job that the miner claims to have worked on
 * @param extranonce2 should be 8 hex digits: the miner's own bytes of the coinbase
 * @param time should be 8 hex digits: the header's time, most significant first
 * @param nonce should be 8 hex digits: the header's nonce, most significant first
 */
public record ExtendedSubmission(String jobId, String extranonce2, String time, String nonce) {

  /** Refuses nulls, which the codec never gives. */
  public ExtendedSubmission {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(extranonce2, "extranonce2");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(nonce, "nonce");
  }
}
