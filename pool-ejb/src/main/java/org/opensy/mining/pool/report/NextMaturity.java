package org.opensy.mining.pool.report;

import org.opensy.mining.pool.chain.Amount;

/**
 * The oldest of a miner's rewards that can still be orphaned.
 *
 * @param height of the block
 * @param amount the miner's part
 */
public record NextMaturity(long height, Amount amount) {}
