/**
 * The one way to a metric: its prefix, description and tags.
 *
 * <p>May depend on {@code mining.metrics}, CDI and the JDK only.
 */
package org.opensy.mining.pool.metrics;
