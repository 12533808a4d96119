package org.opensy.mining.pool.share;

import org.opensy.mining.pool.reward.RewardScheme;

/**
 * Whose share it is, and how it is paid. Thread-safe.
 *
 * @param address the miner's address, canonical text
 * @param worker the miner's name for the machine; may be empty
 * @param scheme that of the port the miner is connected to
 */
public record Contributor(String address, String worker, RewardScheme scheme) {}
