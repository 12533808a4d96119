/**
 * The worker in its container: start and stop, health, metrics, statistics.
 *
 * <p>May depend on Jakarta, MicroProfile and the rest of the worker; nothing depends on it.
 */
package org.opensy.mining.coopmine.worker.server;
