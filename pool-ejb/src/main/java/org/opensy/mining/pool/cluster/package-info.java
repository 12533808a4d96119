/**
 * What the pool's instances share through Redis: hash rates and who is online. Never the only copy
 * of anything, and never in the way: with Redis away the pool goes on.
 *
 * <p>May depend on {@code config}, {@code ledger} (its event), CDI and Redisson.
 */
package org.opensy.mining.pool.cluster;
