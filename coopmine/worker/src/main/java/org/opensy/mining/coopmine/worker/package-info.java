/**
 * A machine of the mining cluster: hashes what the coordinator gives it. {@link
 * org.opensy.mining.coopmine.worker.CoopMineWorker} puts the parts together.
 *
 * <p>Knows no container: that is {@code worker.server}.
 */
package org.opensy.mining.coopmine.worker;
