package org.opensy.mining.dev.node.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The root of a list of hashes.
 *
 * @param root zero for an empty list
 * @param mutated whether two neighbours were equal at some level, so that another list has the same
 *     root (CVE-2012-2459)
 */
public record Merkle(Hash256 root, boolean mutated) {
  /** Computes the root over transaction ids. */
  public static Merkle of(List<Hash256> leaves) {
    if (leaves.isEmpty()) {
      return new Merkle(Hash256.ZERO, false);
    }
    boolean mutated = false;
    List<Hash256> level = leaves;
    while (level.size() > 1) {
      List<Hash256> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Hash256 left = level.get(i);
        boolean paired = i + 1 < level.size();
        Hash256 right = paired ? level.get(i + 1) : left;
        mutated |= paired && left.equals(right);
        next.add(Hash256.sha256d(left.internal(), right.internal()));
      }
      level = next;
    }
    return new Merkle(level.get(0), mutated);
  }

  /** The root over witness ids, in which the coinbase counts as zero. */
  public static Hash256 witnessRoot(List<Tx> transactions) {
    List<Hash256> leaves = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      leaves.add(i == 0 ? Hash256.ZERO : transactions.get(i).wtxid());
    }
    return of(leaves).root();
  }
}
