package org.opensy.mining.pool.job;

/** What a session's job id stands for. */
public sealed interface JobLookup {

  /**
   * A job on the block that is still the tip.
   *
   * @param job the job
   * @param seen the solutions that were hashed for its header
   */
  record Live(Job job, SeenSolutions seen) implements JobLookup {}

  /** A job of this session whose previous block is no longer the tip, or too many jobs ago. */
  record Stale() implements JobLookup {}

  /** Never issued to this session. */
  record Unknown() implements JobLookup {}
}
