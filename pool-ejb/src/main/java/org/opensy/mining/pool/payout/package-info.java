/**
 * Paying miners, and what the operator puts in for that: who is due, one wallet transaction for
 * many, and what became of each. The intent is stored before the wallet is asked, and nothing is
 * sent again before the wallet's history has been searched for it.
 *
 * <p>May depend on {@code chain}, {@code ledger}, {@code money}, {@code settlement.Halts}, {@code
 * node} and {@code sql}. Knows nothing of Jakarta.
 */
package org.opensy.mining.pool.payout;
