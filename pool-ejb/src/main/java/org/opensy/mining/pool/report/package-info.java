/**
 * Lists for whoever looks at the pool: blocks, payments, and a miner's rewards, movements and
 * workers. Reads only, through the public's own connections, a bounded part of a list at a time.
 *
 * <p>Knows the rows of {@code block}, {@code payout}, {@code money} and {@code ledger}; in this
 * module {@code live} alone knows it.
 */
package org.opensy.mining.pool.report;
