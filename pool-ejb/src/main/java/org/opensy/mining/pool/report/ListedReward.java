package org.opensy.mining.pool.report;

import java.math.BigInteger;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.chain.Amount;

/**
 * A miner's part of a block's reward.
 *
 * @param work of the miner that counted, in expected hashes
 * @param totalWork of all miners that counted
 * @param amount what the miner got, or gets if the block matures
 * @param feeFree whether it paid no fee
 */
public record ListedReward(
    Block block, BigInteger work, BigInteger totalWork, Amount amount, boolean feeFree) {}
