package org.opensy.mining.coopmine.coordinator.share;

/**
 * What a worker says it has found.
 *
 * @param sequence number of the job
 * @param nonce as a number, unsigned
 * @param result 32 bytes; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShareClaim(long sequence, int nonce, byte[] result) {}
