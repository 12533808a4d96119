package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.submit}: a share as the miner spelled it. The texts are bounded, but none is known
 * to be hex. The good answer is {@link Ok#accepted}. Thread-safe.
 *
 * @param id echoed in the answer
 * @param user the user of {@link Authorize}, 1 to 256 characters
 * @param jobId 1 to 128 characters
 * @param extranonce2 the bytes as they stand in the coinbase, in hex if the miner is right
 * @param ntime the header's time, 8 hex digits if the miner is right, most significant first
 * @param nonce the header's nonce, 8 hex digits if the miner is right, most significant first
 */
public record BitcoinSubmit(
    RpcId id, String user, String jobId, String extranonce2, String ntime, String nonce)
    implements BitcoinRequest {}
