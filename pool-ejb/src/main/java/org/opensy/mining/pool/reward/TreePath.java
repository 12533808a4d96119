package org.opensy.mining.pool.reward;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from a leaf to the top of a tree in the shape of RFC 6962: the left half of a tree of n
 * leaves holds the largest power of two below n. That is the same as pairing neighbours level by
 * level, an odd last one rising unpaired. Thread-safe.
 */
final class TreePath {
  /** On which side of the way a sibling stands. */
  enum Side {
    LEFT,
    RIGHT
  }

  private TreePath() {}

  /**
   * The sides of a leaf's siblings, from the leaf upwards.
   *
   * @param index 0 to below {@code leaves}
   */
  static List<Side> siblings(int index, int leaves) {
    List<Side> sides = new ArrayList<>();
    int at = index;
    for (int last = leaves - 1; last > 0; last >>= 1) {
      if (at % 2 == 1) {
        sides.add(Side.LEFT);
      } else if (at < last) {
        sides.add(Side.RIGHT);
      }
      at >>= 1;
    }
    return sides;
  }
}
