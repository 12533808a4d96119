/**
 * The OpenSY chain as a pool needs it: hashes, amounts, addresses, transactions, headers, blocks
 * and block templates.
 *
 * <p>Pure: depends on {@code java.*} and on {@code org.opensy.mining.stratum.protocol} for {@code
 * Target} and {@code Difficulty}. No Jakarta, Netty, Jackson, logging, clock or thread.
 */
package org.opensy.mining.pool.chain;
