/**
 * The books: accounts, events and their postings, double entry in PostgreSQL, and the lease that
 * decides who may book. The one place where money moves.
 *
 * <p>May depend on {@code chain}, {@code sql}. Knows nothing of blocks, payouts, nodes or Jakarta:
 * it works in the server, in a command and in a test alike.
 */
package org.opensy.mining.pool.money;
