package org.opensy.mining.dev.node.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One walk from the present tip to the best chain. Not thread-safe, used once. */
final class Activation {
  private final BlockTree tree;
  private final Coins coins;
  private final List<BlockIndex> active;
  private final List<ChainEvent> events = new ArrayList<>();
  private final Map<BlockIndex, Optional<String>> checked = new HashMap<>();

  Activation(BlockTree tree, Coins coins, List<BlockIndex> active) {
    this.tree = tree;
    this.coins = coins;
    this.active = active;
  }

  List<ChainEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Empty if the block was connected, its fault if it could not be, "inconclusive" if it never was
   * its turn.
   */
  Optional<String> answerFor(BlockIndex block) {
    return checked.getOrDefault(block, Optional.of("inconclusive"));
  }

  /** Steps down until {@code block} is no longer part of the chain. */
  void leave(BlockIndex block) {
    while (active.contains(block)) {
      disconnectTip();
    }
  }

  void run() {
    BlockIndex best = tree.best(tip());
    while (best != tip()) {
      moveTo(best);
      best = tree.best(tip());
    }
  }

  private void moveTo(BlockIndex target) {
    List<BlockIndex> path = new ArrayList<>();
    BlockIndex step = target;
    while (!isActive(step)) {
      path.add(0, step);
      step = step.parent().orElseThrow();
    }
    while (tip() != step) {
      disconnectTip();
    }
    for (BlockIndex next : path) {
      if (!connect(next)) {
        return;
      }
    }
  }

  private boolean connect(BlockIndex next) {
    Optional<String> reason = coins.connect(next.block().orElseThrow(), next.height()).reason();
    checked.put(next, reason);
    if (reason.isPresent()) {
      tree.fail(next);
      return false;
    }
    active.add(next);
    events.add(new ChainEvent(true, next));
    return true;
  }

  private void disconnectTip() {
    BlockIndex last = active.remove(active.size() - 1);
    coins.disconnect(last.block().orElseThrow());
    events.add(new ChainEvent(false, last));
  }

  private boolean isActive(BlockIndex index) {
    int position = index.height() - active.get(0).height();
    return position >= 0 && position < active.size() && active.get(position) == index;
  }

  private BlockIndex tip() {
    return active.get(active.size() - 1);
  }
}
