/**
 * The coordinator in its container: start and stop, health, metrics, statistics.
 *
 * <p>May depend on Jakarta, MicroProfile and the rest of the coordinator; nothing depends on it.
 */
package org.opensy.mining.coopmine.coordinator.server;
