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
   */
  record BlockFound(ProvenShare share, FoundBlock block) implements ShareOutcome {}

  /**
   * The share does not count.
   *
   * @param reason the first reason that applies
   */
  record Rejected(RejectionReason reason) implements ShareOutcome {}
}
