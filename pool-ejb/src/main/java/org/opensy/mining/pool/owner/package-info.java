/**
 * What the owner of an address has decided, once it is proven that it is theirs.
 *
 * <p>May depend on {@code chain}, {@code payout}, {@code sql} and on the name of the data source in
 * {@code ledger}.
 */
package org.opensy.mining.pool.owner;
