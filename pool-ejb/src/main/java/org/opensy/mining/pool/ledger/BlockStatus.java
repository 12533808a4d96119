package org.opensy.mining.pool.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Where a found block stands, as far as submission goes. */
public enum BlockStatus {
  /** Stored, not yet handed to a node. */
  FOUND,
  /** Being handed to the nodes. */
  SUBMITTED,
  /** On a node's best chain when last asked. */
  ACCEPTED,
  /** Valid, but beside the best chain when last asked. */
  INCONCLUSIVE,
  /** Refused by every node that answered. */
  REFUSED,
  /** No node could say; to be asked again. */
  UNKNOWN;

  /** Whether the status can change like that; a chain that reorganises moves blocks both ways. */
  public boolean canBecome(BlockStatus next) {
    return successors().contains(next);
  }

  private Set<BlockStatus> successors() {
    return switch (this) {
      case FOUND -> EnumSet.complementOf(EnumSet.of(FOUND));
      case SUBMITTED, UNKNOWN -> EnumSet.complementOf(EnumSet.of(FOUND, this));
      case ACCEPTED -> EnumSet.of(INCONCLUSIVE);
      case INCONCLUSIVE -> EnumSet.of(ACCEPTED, REFUSED);
      case REFUSED -> EnumSet.of(SUBMITTED);
    };
  }
}
