package org.opensy.mining.pool.payout;

import org.opensy.mining.pool.chain.Amount;

/**
 * What one miner gets. Thread-safe.
 *
 * @param minerId as in table {@code miners}
 * @param address where to; canonical text
 * @param amount positive
 */
public record PayoutOutput(long minerId, String address, Amount amount) {}
