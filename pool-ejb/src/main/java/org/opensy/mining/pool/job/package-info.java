/**
 * From a block template to the job of each session, and from a solved job to a block.
 *
 * <p>Pure: depends on {@code java.*}, on {@code pool.chain}, on {@code stratum.protocol} for {@code
 * Target} and {@code Difficulty} and on {@code randomx} for {@code RandomXKey}. No Jakarta, Netty,
 * Jackson, logging, clock or thread; of {@code java.util.concurrent} only the atomic counters.
 */
package org.opensy.mining.pool.job;
