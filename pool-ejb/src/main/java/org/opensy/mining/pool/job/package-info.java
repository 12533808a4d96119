/**
 * From a block template to the job of each session, and from a solved job to a block.
 *
 * <p>Jobs are standard or extended, in the words of Stratum V2: of a standard job the miner gets
 * the header, of an extended job the parts of the coinbase.
 *
 * <p>Pure: depends on {@code java.*}, on {@code pool.chain}, on {@code stratum.protocol} for {@code
 * Target}, {@code Difficulty} and {@code BitcoinJob} and on {@code randomx} for {@code RandomXKey}.
 * No Jakarta, Netty, Jackson, logging, clock or thread; of {@code java.util.concurrent} only the
 * atomic counters.
 */
package org.opensy.mining.pool.job;
