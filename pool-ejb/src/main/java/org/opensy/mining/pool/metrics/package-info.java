/**
 * The one way to a metric: its prefix, description and tags.
 *
 * <p>May depend on MicroProfile Metrics, CDI and the JDK only.
 */
package org.opensy.mining.pool.metrics;
