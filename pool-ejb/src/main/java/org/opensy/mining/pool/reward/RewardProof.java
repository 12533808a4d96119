package org.opensy.mining.pool.reward;

import java.util.List;

/**
 * Shows that a miner's work and amount are part of a published root. Holds whatever it is told:
 * {@link #verify} judges it. Thread-safe.
 *
 * @param leaf the miner's part
 * @param index of the leaf among all, counted from 0
 * @param siblings beside the way from the leaf to the top, from the leaf upwards
 * @param context what else the root binds
 */
public record RewardProof(
    RewardShare leaf, int index, List<SumNode> siblings, RewardContext context) {

  /** Takes a copy. */
  public RewardProof {
    siblings = List.copyOf(siblings);
  }

  /**
   * Whether this proof is sound and belongs to a root.
   *
   * @param published the root, from a source other than the proof
   */
  public ProofVerdict verify(RewardRoot published) {
    return new ProofCheck(this, published).verdict();
  }
}
