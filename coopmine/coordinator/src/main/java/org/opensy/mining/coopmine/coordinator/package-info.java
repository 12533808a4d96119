/**
 * The coordinator of a mining cluster: to the pool one miner, to the workers their source of jobs.
 * {@link org.opensy.mining.coopmine.coordinator.Coordinator} puts the parts together.
 *
 * <p>Knows no container: that is {@code coordinator.server}.
 */
package org.opensy.mining.coopmine.coordinator;
