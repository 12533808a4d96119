/**
 * What a server tells Prometheus: counters, gauges and histograms, and the text in which they are
 * scraped.
 *
 * <p>May depend on the JDK only.
 */
package org.opensy.mining.metrics;
