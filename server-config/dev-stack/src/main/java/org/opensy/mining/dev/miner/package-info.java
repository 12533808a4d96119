/**
 * A small Stratum miner for tests and benchmarks, which says exactly what it is told to say.
 *
 * <p>May depend on {@code stratum.protocol} and {@code randomx}, not on the pool.
 */
package org.opensy.mining.dev.miner;
