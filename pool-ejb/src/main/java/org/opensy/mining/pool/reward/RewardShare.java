package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import org.opensy.mining.pool.chain.Amount;

/**
 * A miner's part of a block. Thread-safe.
 *
 * @param address the miner's address, canonical text
 * @param work what it did in the window, in expected hashes
 * @param amount what it gets, fee taken off
 */
public record RewardShare(String address, BigInteger work, Amount amount) {}
