/**
 * What miners did, summed up by ten minutes, hours and days: how the sums are kept and what charts
 * and counters read of them. No money goes by them.
 *
 * <p>May depend on {@code ledger}, {@code share}, {@code config}, {@code sql}, {@code timer}, EJB
 * and CDI. Knows nothing of Stratum, the node or Redis.
 */
package org.opensy.mining.pool.history;
