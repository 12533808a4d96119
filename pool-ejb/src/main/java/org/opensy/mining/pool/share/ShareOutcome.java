package org.opensy.mining.pool.share;

import org.opensy.mining.pool.job.FoundBlock;

/** The verdict on a submitted share. */
public sealed interface ShareOutcome {

  /**
   * The share counts.
   *
   * @param share the verified work
   */
  record Accepted(ProvenShare share) implements ShareOutcome {}

  /**
   * The share counts and is a block, which is to be stored and submitted.
   *
   * @param share the verified work
   * @param block the block
   * @param stale whether the share came too late: its block may still win, but PPS pays nothing
   */
  record BlockFound(ProvenShare share, FoundBlock block, boolean stale) implements ShareOutcome {}

  /**
   * The share does not count.
   *
   * @param reason the first reason that applies
   */
  record Rejected(RejectionReason reason) implements ShareOutcome {}

  /** Why a share is refused; in the order in which the reasons are looked for. */
  enum RejectionReason {
    /**
     * The nonce is not 8 hex digits or the result not 64; of an extended job, extranonce2, time or
     * nonce is not 8 hex digits, or the time is one that its job does not take.
     */
    MALFORMED,
    /** No job of this id was ever issued to the session. */
    UNKNOWN_JOB,
    /** The job builds on a block that is no longer the tip, or was replaced too many jobs ago. */
    STALE,
    /** The same solution was submitted before for the same header. */
    DUPLICATE,
    /**
     * The claimed result does not meet the job's share target; of an extended job, where nothing is
     * claimed, the hash does not.
     */
    LOW_DIFFICULTY,
    /** So many shares were hashed for one header that no more are remembered. */
    TOO_MANY_SHARES,
    /** RandomX of the header with this nonce is not the claimed result. */
    WRONG_RESULT
  }
}
