/**
 * The Stratum client side: one connection to a pool, kept up for as long as the coordinator runs.
 *
 * <p>May depend on {@code coordinator.job}, {@code stratum.protocol} and sockets.
 */
package org.opensy.mining.coopmine.coordinator.pool;
