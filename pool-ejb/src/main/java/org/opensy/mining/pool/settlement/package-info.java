/**
 * From a block to money: follows our blocks through the chain, splits their rewards, and books what
 * becomes of them. {@link org.opensy.mining.pool.settlement.Settlement} is the way in.
 *
 * <p>May depend on {@code chain}, {@code reward}, {@code ledger}, {@code money}, {@code node} and
 * {@code sql}. Knows nothing of Jakarta.
 */
package org.opensy.mining.pool.settlement;
