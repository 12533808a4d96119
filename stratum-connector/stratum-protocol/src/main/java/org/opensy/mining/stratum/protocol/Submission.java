package org.opensy.mining.stratum.protocol;

import java.util.Objects;
import java.util.Optional;

/**
 * A share as the miner spelled it, in either dialect: the texts are bounded, but none is known to
 * be hex. In XMRig's dialect the miner claims a result; in the Bitcoin dialect it claims nothing
 * and has also chosen a part of the coinbase and the time.
 *
 * @param jobId 1 to 128 characters
 * @param extranonce2 the bytes as they stand in the coinbase, 8 hex digits if the miner is right;
 *     empty in XMRig's dialect
 * @param time the header's time, 8 hex digits if the miner is right, most significant first; empty
 *     in XMRig's dialect
 * @param nonce 8 hex digits if the miner is right: in XMRig's dialect the four bytes as they stand
 *     in the blob, in the Bitcoin dialect the header's nonce, most significant first
 * @param claim the hash, 64 hex digits if the miner is right, little-endian as RandomX gives it;
 *     none in the Bitcoin dialect
 */
public record Submission(
    String jobId, String extranonce2, String time, String nonce, Optional<String> claim) {

  /** Refuses nulls, which the codec never gives. */
  public Submission {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(extranonce2, "extranonce2");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(claim, "claim");
  }

  /** One of XMRig's dialect. */
  public static Submission claiming(String jobId, String nonce, String result) {
    return new Submission(jobId, "", "", nonce, Optional.of(result));
  }

  /** One of the Bitcoin dialect. */
  public static Submission unclaimed(String jobId, String extranonce2, String time, String nonce) {
    return new Submission(jobId, extranonce2, time, nonce, Optional.empty());
  }
}
