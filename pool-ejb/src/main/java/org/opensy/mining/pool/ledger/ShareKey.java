package org.opensy.mining.pool.ledger;

import java.time.Instant;

/**
 * What makes a share the same share. Thread-safe.
 *
 * @param session the extranonce's eight bytes read as a big-endian number
 * @param jobId the job within that session, and what else the miner chose; see {@link ShareEntry}
 * @param nonce the header's nonce
 * @param acceptedAt when it was accepted, in whole microseconds
 */
public record ShareKey(long session, String jobId, int nonce, Instant acceptedAt) {}
