package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.List;

/** The chain's merkle tree: pairs hashed with SHA256d, an odd last node paired with itself. */
public final class MerkleTree {
  private MerkleTree() {}

  /**
   * The root over {@code leaves}, the first being the coinbase's.
   *
   * @throws IllegalArgumentException without leaves
   */
  public static Hash256 root(List<Hash256> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a merkle tree has at least one leaf");
    }
    Sha256d sha = new Sha256d();
    List<Hash256> level = leaves;
    while (level.size() > 1) {
      level = parents(sha, level);
    }
    return level.get(0);
  }

  /**
   * Whether some level pairs two equal neighbours: the malleation of CVE-2012-2459, by which a list
   * with repeated transactions has the root of the list without them.
   */
  public static boolean isMutated(List<Hash256> leaves) {
    Sha256d sha = new Sha256d();
    List<Hash256> level = leaves;
    while (level.size() > 1) {
      for (int i = 0; i + 1 < level.size(); i += 2) {
        if (level.get(i).equals(level.get(i + 1))) {
          return true;
        }
      }
      level = parents(sha, level);
    }
    return false;
  }

  static List<Hash256> parents(Sha256d sha, List<Hash256> level) {
    List<Hash256> parents = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      parents.add(sha.hashPair(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
    }
    return parents;
  }
}
