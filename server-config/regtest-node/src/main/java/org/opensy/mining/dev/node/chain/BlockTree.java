package org.opensy.mining.dev.node.chain;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Hash256;

/** All known headers and which of them is the best. Not thread-safe. */
final class BlockTree {
  /** More work first, then the earlier arrival. */
  private static final Comparator<BlockIndex> BETTER =
      Comparator.comparing(BlockIndex::chainWork)
          .thenComparing(Comparator.comparingLong(BlockIndex::sequence).reversed());

  private final Map<Hash256, BlockIndex> byHash = new LinkedHashMap<>();
  private long nextSequence;

  BlockTree(BlockIndex root, Optional<Block> data) {
    data.ifPresent(block -> root.receive(block, nextSequence));
    root.complete(nextSequence++);
    byHash.put(root.hash(), root);
  }

  Optional<BlockIndex> find(Hash256 hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  BlockIndex add(BlockHeader header, BlockIndex parent) {
    BlockIndex index = new BlockIndex(header, parent);
    byHash.put(index.hash(), index);
    return index;
  }

  /**
   * Takes block data; a chain above it that waited for it becomes complete in the order of arrival.
   */
  void receive(BlockIndex index, Block block) {
    index.receive(block, nextSequence++);
    if (index.parent().filter(BlockIndex::complete).isPresent()) {
      index.complete(nextSequence++);
      byHash.values().stream()
          .filter(i -> !i.complete() && i.block().isPresent())
          .filter(i -> i.parent().filter(BlockIndex::complete).isPresent())
          .forEach(i -> i.complete(nextSequence++));
    }
  }

  /** The block with most work whose whole chain is here and valid. */
  BlockIndex best(BlockIndex tip) {
    return byHash.values().stream()
        .filter(index -> index == tip || (index.complete() && !index.failed()))
        .max(BETTER)
        .orElse(tip);
  }

  /** Highest header that did not fail. */
  int bestHeaderHeight() {
    return byHash.values().stream()
        .filter(index -> !index.failed())
        .max(Comparator.comparing(BlockIndex::chainWork))
        .map(BlockIndex::height)
        .orElse(0);
  }

  /** Marks a block and everything on top of it. */
  void fail(BlockIndex index) {
    byHash.values().stream().filter(i -> descends(i, index)).forEach(i -> i.failed(true));
  }

  /** Clears the mark from a block, everything on top of it and everything under it. */
  void clear(BlockIndex index) {
    byHash.values().stream()
        .filter(i -> descends(i, index) || descends(index, i))
        .forEach(i -> i.failed(false));
  }

  private static boolean descends(BlockIndex descendant, BlockIndex ancestor) {
    return descendant.height() >= ancestor.height()
        && descendant.ancestor(ancestor.height()).filter(a -> a == ancestor).isPresent();
  }
}
