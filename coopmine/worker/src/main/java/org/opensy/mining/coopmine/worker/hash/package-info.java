/**
 * Hashing: who hashes which nonces of which job, with which RandomX memory.
 *
 * <p>May depend on {@code randomx} and the values of {@code coopmine.protocol}; knows no transport
 * and no container.
 */
package org.opensy.mining.coopmine.worker.hash;
