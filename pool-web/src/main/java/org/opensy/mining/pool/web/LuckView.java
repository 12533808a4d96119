package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.util.List;
import org.opensy.mining.pool.reward.Effort;

/**
 * The pool's luck over its latest blocks, orphans included: they took work as well.
 *
 * @param blocks over so many blocks
 * @param found how many there are, at most {@code blocks}
 * @param luck blocks found over blocks to be expected: 1 is as expected, more is better; null
 *     without a block
 */
public record LuckView(int blocks, int found, BigDecimal luck) {
  static final List<Integer> WINDOWS = List.of(10, 50, 250);

  /**
   * Over a window.
   *
   * @param efforts newest first
   */
  static LuckView of(int window, List<Effort> efforts) {
    List<Effort> latest = efforts.subList(0, Math.min(window, efforts.size()));
    return new LuckView(window, latest.size(), Effort.luck(latest).orElse(null));
  }
}
