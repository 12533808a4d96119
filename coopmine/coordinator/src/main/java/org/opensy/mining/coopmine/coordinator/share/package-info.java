/**
 * The check of shares before they go to the pool.
 *
 * <p>May depend on {@code coordinator.job}, {@code coordinator.worker}, {@code coordinator.pool}
 * and {@code randomx}.
 */
package org.opensy.mining.coopmine.coordinator.share;
