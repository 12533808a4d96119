/**
 * The verdict on a submitted share.
 *
 * <p>Pure: depends on {@code java.*}, on {@code pool.chain}, {@code pool.job} and {@code
 * pool.reward}, on {@code stratum.protocol} for {@code Submission}, {@code Target} and {@code
 * Difficulty} and on {@code randomx} for {@code RandomXKey}. No Jakarta, Netty, Jackson, logging,
 * clock or thread.
 */
package org.opensy.mining.pool.share;
