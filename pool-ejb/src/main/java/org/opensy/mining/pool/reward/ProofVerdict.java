package org.opensy.mining.pool.reward;

/** What a verifier says of a {@link RewardProof}. Thread-safe. */
public sealed interface ProofVerdict {

  /**
   * The leaf is in the tree under the root, the sums are right, and the amount follows from the
   * work.
   *
   * @param fee that was taken off the miner's part: that of the terms, or none
   */
  record Proven(BasisPoints fee) implements ProofVerdict {}

  /**
   * Something is wrong.
   *
   * @param fault the first that was found
   * @param found what the proof says
   * @param expected what it should be
   */
  record Refuted(ProofFault fault, String found, String expected) implements ProofVerdict {}
}
