/**
 * Keeps out who misbehaves, on all instances of the pool.
 *
 * <p>The way from Jakarta and Redis to {@code ban}, which knows nothing of them. May also depend on
 * {@code cluster}, {@code config}, {@code metrics}, {@code timer} and {@code stratum.api}.
 */
package org.opensy.mining.pool.protection;
