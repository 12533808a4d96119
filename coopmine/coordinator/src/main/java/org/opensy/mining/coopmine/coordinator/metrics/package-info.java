/**
 * What the coordinator counts for monitoring.
 *
 * <p>May depend on {@code mining.metrics}; knows no other package of the coordinator.
 */
package org.opensy.mining.coopmine.coordinator.metrics;
