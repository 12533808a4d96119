/**
 * The pool's side of Stratum: what a login and a submit mean, and how a new job reaches every
 * miner. Outside the server, {@link org.opensy.mining.pool.stratum.StratumFront} puts it together.
 *
 * <p>May depend on Jakarta, on {@code stratum.api} and {@code stratum.protocol}, and on the pool's
 * other packages.
 */
package org.opensy.mining.pool.stratum;
