/**
 * Runs settlement and payouts in the server, on the one instance that holds the lease, and serves
 * what operators ask for.
 *
 * <p>The way from Jakarta to {@code settlement}, {@code payout} and {@code audit}, which know
 * nothing of it.
 */
package org.opensy.mining.pool.treasury;
