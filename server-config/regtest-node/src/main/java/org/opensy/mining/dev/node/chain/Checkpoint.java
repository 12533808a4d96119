package org.opensy.mining.dev.node.chain;

import java.util.Map;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * A chain taken on trust up to one block, for tests that start in the middle of a recorded chain.
 *
 * @param height of the trusted tip
 * @param hash of the trusted tip
 * @param medianTimePast of the trusted tip in seconds
 * @param bits compact target of the trusted tip
 * @param keyBlocks hashes of key blocks below the tip, by height
 */
public record Checkpoint(
    int height, Hash256 hash, long medianTimePast, int bits, Map<Integer, Hash256> keyBlocks) {
  /** Copies the map. */
  public Checkpoint {
    keyBlocks = Map.copyOf(keyBlocks);
  }

  BlockIndex root() {
    BlockHeader stand =
        new BlockHeader(0x20000000, Hash256.ZERO, Hash256.ZERO, medianTimePast, bits, 0);
    return new BlockIndex(hash, stand, height);
  }
}
