package org.opensy.mining.pool.share;

import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;

/**
 * Work that was verified. Thread-safe.
 *
 * @param job what was worked on; it says what the work is worth
 * @param nonce the solution
 * @param hash its RandomX hash, computed here
 */
public record ProvenShare(Job job, Nonce nonce, PowHash hash) {}
