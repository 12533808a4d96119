package org.opensy.mining.pool.node;

import org.opensy.mining.pool.chain.BlockHash;

/**
 * A node has taken a block of ours as its best; a CDI event. Work on top of it is to be had now.
 *
 * @param hash of the block
 * @param parent of the block; no other block on it is of use any more
 */
public record BlockTaken(BlockHash hash, BlockHash parent) {}
