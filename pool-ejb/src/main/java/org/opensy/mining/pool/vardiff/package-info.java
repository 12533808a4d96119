/**
 * Variable difficulty: how hard the shares of a miner are, by what it can hash.
 *
 * <p>Pure: depends on {@code java.*} and on {@code stratum.protocol} for {@code Difficulty}. No
 * Jakarta, Netty, Jackson, logging, clock or thread.
 */
package org.opensy.mining.pool.vardiff;
