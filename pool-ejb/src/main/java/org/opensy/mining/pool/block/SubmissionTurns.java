package org.opensy.mining.pool.block;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.node.SubmitResult;

/**
 * Whose turn it is at the nodes: of the blocks on one parent, one is under way at a time. Those
 * that come meanwhile wait for their turn, which they have only if it is refused or loses its race.
 * For each parent at most {@value #MOST_WAITING} wait; more have no turn here. Thread-safe.
 *
 * @param <T> what stands for a block
 */
final class SubmissionTurns<T> {
  private static final int MOST_WAITING = 100;

  /** Miners are told of a new tip at once, so blocks on one that is long gone are rare. */
  private static final int MOST_DECIDED = 64;

  private final Map<BlockHash, Queue<T>> underWay = new HashMap<>();
  private final Set<BlockHash> decided = new LinkedHashSet<>();

  /**
   * A block wants to go out.
   *
   * @return whether it may now; then {@link #next} is to follow. If not it is to be kept back
   */
  synchronized boolean begin(BlockHash parent, T block) {
    if (decided.contains(parent)) {
      return false;
    }
    Queue<T> waiting = underWay.get(parent);
    if (waiting == null) {
      underWay.put(parent, new ArrayDeque<>());
      return true;
    }
    if (waiting.size() < MOST_WAITING) {
      waiting.add(block);
    }
    return false;
  }

  /**
   * The nodes have had their say of the block that was under way.
   *
   * @return the block whose turn it is now; {@link #next} is to follow for it too
   */
  synchronized Optional<T> next(BlockHash parent, SubmitResult result) {
    if (result instanceof SubmitResult.Refused || result instanceof SubmitResult.Inconclusive) {
      Optional<T> next = Optional.ofNullable(underWay.get(parent)).map(Queue::poll);
      if (next.isEmpty()) {
        underWay.remove(parent);
      }
      return next;
    }
    // On the chain, or perhaps: the others stay back, and the table knows them.
    underWay.remove(parent);
    decided.add(parent);
    if (decided.size() > MOST_DECIDED) {
      decided.remove(decided.iterator().next());
    }
    return Optional.empty();
  }
}
