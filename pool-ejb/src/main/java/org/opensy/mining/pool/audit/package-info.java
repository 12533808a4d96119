/**
 * Recomputes what the books say from what they are made of: postings, blocks, shares, payouts, the
 * node and its wallet. Reads only.
 *
 * <p>May depend on {@code chain}, {@code reward}, {@code ledger}, {@code money}, {@code
 * settlement}, {@code payout}, {@code node} and {@code sql}. Knows nothing of Jakarta: it is also a
 * command.
 */
package org.opensy.mining.pool.audit;
