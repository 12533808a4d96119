package org.opensy.mining.pool.block;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a found block stands: first on its way to the nodes, then on the way to being paid out,
 * back and forth as the chain reorganises.
 */
public enum BlockStatus {
  /** Stored; no node has answered yet. */
  FOUND,
  /**
   * Kept back: another block of ours on the same block went first. Goes out if that is refused or
   * loses its race.
   */
  SIBLING,
  /** On a node's best chain when last asked; its reward is not split yet. */
  ACCEPTED,
  /** Valid, but beside the best chain when last asked; its reward was never split. */
  INCONCLUSIVE,
  /** Refused by every node that answered. */
  REFUSED,
  /** No node could say; to be asked again. */
  UNKNOWN,
  /** Was a sibling of a block that is buried now, and never sent; final. */
  SUPERSEDED,
  /** On the best chain, its reward credited, not deep enough to be paid. */
  IMMATURE,
  /** Deep enough: its reward can be paid. */
  MATURED,
  /**
   * Beside the best chain when last asked. Either its credit is taken back, or it was never split
   * and lost its race for good; only the first has a stored reward.
   */
  ORPHANED,
  /** Matured once, but beside the best chain when last asked: a person has to decide. */
  LOST,
  /** Lost for good: the operator bore it. */
  WRITTEN_OFF;

  private static final Set<BlockStatus> CREDITED = EnumSet.of(IMMATURE, MATURED);

  /** Whether the status can change like that. */
  public boolean canBecome(BlockStatus next) {
    return successors().contains(next);
  }

  /** Whether the block counts as one of the pool's on the best chain. */
  public boolean isOnChain() {
    return this == ACCEPTED || CREDITED.contains(this);
  }

  private Set<BlockStatus> successors() {
    return switch (this) {
      case FOUND -> EnumSet.of(SIBLING, ACCEPTED, INCONCLUSIVE, REFUSED, UNKNOWN);
      case SIBLING -> EnumSet.of(ACCEPTED, INCONCLUSIVE, REFUSED, UNKNOWN, SUPERSEDED);
      case UNKNOWN -> EnumSet.of(ACCEPTED, INCONCLUSIVE, REFUSED);
      case ACCEPTED -> EnumSet.of(INCONCLUSIVE, IMMATURE);
      case INCONCLUSIVE -> EnumSet.of(ACCEPTED, REFUSED, ORPHANED);
      case IMMATURE -> EnumSet.of(ORPHANED, MATURED);
      case ORPHANED -> EnumSet.of(IMMATURE, ACCEPTED);
      case MATURED -> EnumSet.of(LOST);
      case LOST -> EnumSet.of(MATURED, WRITTEN_OFF);
      case REFUSED, SUPERSEDED, WRITTEN_OFF -> EnumSet.noneOf(BlockStatus.class);
    };
  }
}
