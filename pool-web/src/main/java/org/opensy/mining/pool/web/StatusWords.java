package org.opensy.mining.pool.web;

import org.opensy.mining.pool.block.BlockStatus;

/** The statuses of blocks in plain words. */
final class StatusWords {
  private StatusWords() {}

  static String of(BlockStatus status) {
    return switch (status) {
      case FOUND -> "Found, and on its way to the nodes.";
      case SIBLING -> "Kept back: another block of ours on the same parent went first.";
      case ACCEPTED -> "On the chain; its reward is about to be split.";
      case INCONCLUSIVE -> "Valid, but beside the chain for now.";
      case REFUSED -> "Refused by every node.";
      case UNKNOWN -> "No node has said yet; they are asked again.";
      case SUPERSEDED -> "Never sent: another block of ours on the same parent is final.";
      case IMMATURE -> "On the chain; its reward is credited and can be paid once it is mature.";
      case MATURED -> "Mature: its reward can be paid.";
      case ORPHANED -> "Lost its race: it is beside the chain and pays nothing.";
      case LOST -> "Was mature, but has left the chain; an operator decides.";
      case WRITTEN_OFF -> "Lost for good; the operator bore it.";
    };
  }
}
