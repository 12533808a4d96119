package org.opensy.mining.coopmine.worker.hash;

import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.randomx.RandomXKey;

/**
 * A job for this worker.
 *
 * @param sequence the coordinator's number of the job
 * @param topTarget a hash is a share if its top 64 bits are below this unsigned number
 * @param nonces what this worker may hash of it
 */
public record Task(
    long sequence, NonceBlob blob, RandomXKey key, long topTarget, NonceSupply nonces) {}
