/**
 * How a block's reward is shared out: schemes, the window of work that counts, exact splits, and
 * proofs of them. No floating point anywhere.
 *
 * <p>Pure: may depend on {@code chain} only; no Jakarta, JDBC, JSON, logging, clock or thread.
 */
package org.opensy.mining.pool.reward;
