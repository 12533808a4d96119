package org.opensy.mining.dev.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opensy.mining.dev.node.chain.Consensus;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * The target of the next block, and the one that blocks beside it had to meet: a sibling of the tip
 * is judged by what its template said, although the difficulty has changed since. Not thread-safe.
 */
final class TargetRecord {
  private static final int REMEMBERED = 256;

  private final Map<Hash256, Integer> older =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash256, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  private int next = Consensus.EASIEST_BITS;

  /** Compact target of a block on the tip. */
  int next() {
    return next;
  }

  /** Compact target of a block on this one. */
  int on(Hash256 parent) {
    return older.getOrDefault(parent, next);
  }

  /** Sets the target of blocks on the tip; true if that is a change. */
  boolean set(int bits) {
    boolean change = bits != next;
    next = bits;
    return change;
  }

  /** The tip is another block. */
  void moved(Hash256 from, Hash256 to) {
    older.put(from, next);
    older.remove(to);
  }
}
