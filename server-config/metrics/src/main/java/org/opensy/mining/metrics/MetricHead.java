package org.opensy.mining.metrics;

/**
 * What all series of a metric have in common.
 *
 * @param name in full
 * @param help one line for people
 */
public record MetricHead(String name, MetricType type, String help) {}
