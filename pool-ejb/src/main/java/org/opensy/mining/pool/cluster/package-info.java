/**
 * What the pool's instances share through Redis: hash rates, who is online, the difficulties of
 * miners, and that no two have the same number. Never the only copy of anything that matters, and
 * never in the way: with Redis away the pool goes on.
 *
 * <p>May depend on {@code config}, {@code job}, {@code ledger} (its event), {@code timer}, {@code
 * mining.metrics}, Jakarta and Redisson.
 */
package org.opensy.mining.pool.cluster;
