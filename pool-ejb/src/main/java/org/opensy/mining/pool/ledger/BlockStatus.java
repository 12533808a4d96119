package org.opensy.mining.pool.ledger;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a found block stands: first on its way to the nodes, then on the way to being paid out,
 * back and forth as the chain reorganises.
 */
public enum BlockStatus {
  /** Stored, not yet handed to a node. */
  FOUND,
  /** Being handed to the nodes. */
  SUBMITTED,
  /** On a node's best chain when last asked; its reward is not split yet. */
  ACCEPTED,
  /** Valid, but beside the best chain when last asked; its reward was never split. */
  INCONCLUSIVE,
  /** Refused by every node that answered. */
  REFUSED,
  /** No node could say; to be asked again. */
  UNKNOWN,
  /** On the best chain, its reward credited, not deep enough to be paid. */
  IMMATURE,
  /** Deep enough: its reward can be paid. */
  MATURED,
  /** Credited once, but beside the best chain when last asked: the credit is taken back. */
  ORPHANED,
  /** Matured once, but beside the best chain when last asked: a person has to decide. */
  LOST,
  /** Lost for good: the operator bore it. */
  WRITTEN_OFF;

  private static final Set<BlockStatus> ON_ITS_WAY = EnumSet.of(FOUND, SUBMITTED, UNKNOWN);
  private static final Set<BlockStatus> CREDITED = EnumSet.of(IMMATURE, MATURED);

  /** Whether the status can change like that. */
  public boolean canBecome(BlockStatus next) {
    return successors().contains(next);
  }

  /** Whether it is not known yet if a node takes the block. */
  public boolean isOnItsWay() {
    return ON_ITS_WAY.contains(this);
  }

  /** Whether the block counts as one of the pool's on the best chain. */
  public boolean isOnChain() {
    return this == ACCEPTED || CREDITED.contains(this);
  }

  private Set<BlockStatus> successors() {
    return switch (this) {
      case FOUND -> EnumSet.of(SUBMITTED, ACCEPTED, INCONCLUSIVE, REFUSED, UNKNOWN);
      case SUBMITTED -> EnumSet.of(ACCEPTED, INCONCLUSIVE, REFUSED, UNKNOWN);
      case UNKNOWN -> EnumSet.of(SUBMITTED, ACCEPTED, INCONCLUSIVE, REFUSED);
      case ACCEPTED -> EnumSet.of(INCONCLUSIVE, IMMATURE);
      case INCONCLUSIVE -> EnumSet.of(ACCEPTED, REFUSED);
      case REFUSED -> EnumSet.of(SUBMITTED);
      case IMMATURE -> EnumSet.of(ORPHANED, MATURED);
      case ORPHANED -> EnumSet.of(IMMATURE);
      case MATURED -> EnumSet.of(LOST);
      case LOST -> EnumSet.of(MATURED, WRITTEN_OFF);
      case WRITTEN_OFF -> EnumSet.noneOf(BlockStatus.class);
    };
  }
}
