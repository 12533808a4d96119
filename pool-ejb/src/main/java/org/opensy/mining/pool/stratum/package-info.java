/**
 * The pool's side of Stratum: what a login and a submit mean, which work is mined now, and how a
 * new job reaches every miner.
 *
 * <p>May depend on Jakarta, on {@code stratum.api} and {@code stratum.protocol}, and on the pool's
 * other packages.
 */
package org.opensy.mining.pool.stratum;
