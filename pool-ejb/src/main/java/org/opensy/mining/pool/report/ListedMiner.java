package org.opensy.mining.pool.report;

import java.math.BigInteger;

/**
 * A miner that is named among the pool's largest.
 *
 * @param address canonical text
 * @param shares that were accepted
 * @param work expected hashes behind them
 */
public record ListedMiner(String address, long shares, BigInteger work) {}
