package org.opensy.mining.stratum.protocol;

/**
 * A share as the miner spelled it: the texts are bounded, but neither nonce nor result is known to
 * be hex. Thread-safe.
 *
 * @param id echoed in the answer
 * @param session the id that the login answer gave
 * @param jobId 1 to 128 characters
 * @param nonce the four bytes as they stand in the blob, 8 hex digits if the miner is right
 * @param result the hash, 64 hex digits if the miner is right, little-endian as RandomX gives it
 * @param algo the algorithm, or empty; miners send it after the extension {@code algo}
 */
public record Submit(
    RpcId id, String session, String jobId, String nonce, String result, String algo)
    implements ClientMessage {}
