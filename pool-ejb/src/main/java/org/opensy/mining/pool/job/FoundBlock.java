package org.opensy.mining.pool.job;

import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.Hash256;
import org.opensy.mining.pool.chain.PowHash;

/**
 * A block that meets the network target, ready to be stored and submitted. Thread-safe.
 *
 * @param height its height
 * @param hash by which the node knows it
 * @param powHash its proof of work
 * @param block all its bytes; {@code block().toHex()} is what {@code submitblock} takes
 */
public record FoundBlock(long height, BlockHash hash, PowHash powHash, Bytes block) {

  /** The block on which it builds. */
  public BlockHash parent() {
    int offset = BlockHeader.PREVIOUS_OFFSET;
    return BlockHash.ofInternal(block.slice(offset, offset + Hash256.SIZE).toArray());
  }

  /** Without the block's bytes. */
  @Override
  public String toString() {
    return "block " + hash + " of height " + height;
  }
}
