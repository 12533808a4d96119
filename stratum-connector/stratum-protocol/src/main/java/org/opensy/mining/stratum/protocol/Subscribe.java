package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.subscribe}: a miner asks for its extranonce. A session that it would like to resume
 * is not kept. Thread-safe.
 *
 * @param id echoed in the answer
 * @param agent name and version of the miner, up to 512 characters, or empty
 */
public record Subscribe(RpcId id, String agent) implements BitcoinRequest {}
