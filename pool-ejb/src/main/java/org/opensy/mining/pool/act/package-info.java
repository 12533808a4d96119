/**
 * What operators did: each act is a row, written in the act's own transaction, never changed.
 *
 * <p>May depend on {@code sql}, on the name of the data source in {@code ledger}, and on {@code
 * stratum.protocol}.
 */
package org.opensy.mining.pool.act;
