/**
 * Everything about the pool's own blocks: found, stored with their own share, submitted, and what
 * became of them. One row, one {@link org.opensy.mining.pool.block.Block}; money reads and moves
 * them through {@link org.opensy.mining.pool.block.BlockTable} within its own transactions.
 *
 * <p>May depend on {@code chain}, {@code job}, {@code share}, {@code reward}, {@code journal},
 * {@code ledger}, {@code node} and {@code sql}. Knows neither Stratum nor money.
 */
package org.opensy.mining.pool.block;
