package org.opensy.mining.pool.node;

import org.opensy.mining.pool.chain.BlockHash;

/**
 * The state of a node's chain ({@code getblockchaininfo}).
 *
 * @param chain {@code main}, {@code test} or {@code regtest}
 * @param blocks height of the best block
 * @param headers height of the best header; above {@code blocks} while the node catches up
 * @param bestBlock hash of the best block
 * @param initialDownload whether the node is still far behind
 */
public record ChainInfo(
    String chain, long blocks, long headers, BlockHash bestBlock, boolean initialDownload) {}
