package org.opensy.mining.pool.share;

import java.util.Objects;

/**
 * A share as the miner sent it, not yet checked in any way. Thread-safe.
 *
 * @param jobId the job that the miner claims to have worked on
 * @param nonce should be 8 hex digits: the four bytes at offset 76
 * @param result should be 64 hex digits: the RandomX hash that the miner claims
 */
public record ShareSubmission(String jobId, String nonce, String result) {

  /** Refuses nulls, which the codec never gives. */
  public ShareSubmission {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(result, "result");
  }
}
