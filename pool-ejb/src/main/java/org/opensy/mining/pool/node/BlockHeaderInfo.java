package org.opensy.mining.pool.node;

import org.opensy.mining.pool.chain.BlockHash;

/**
 * What a node says of a block that it knows ({@code getblockheader}).
 *
 * @param hash the block
 * @param height its height
 * @param confirmations 1 for the best block; -1 for a block beside the best chain
 */
public record BlockHeaderInfo(BlockHash hash, long height, int confirmations) {

  /** Whether the block is on the node's best chain. */
  public boolean onBestChain() {
    return confirmations >= 0;
  }
}
