package org.opensy.mining.stratum.api;

import java.util.EnumMap;
import java.util.Map;

/**
 * Gauges of this moment, and counters since the ports were opened. Thread-safe.
 *
 * @param ports ports that accept miners
 * @param connections open connections
 * @param sessions connections that are logged in
 * @param queueDepth requests that wait for a worker
 * @param listenerFailures calls to the pool that threw or could not be made
 * @param counts how often each event occurred; one that is missing, never
 */
public record StratumStats(
    int ports,
    int connections,
    int sessions,
    int queueDepth,
    long listenerFailures,
    Map<StratumEvent, Long> counts) {
  /** No port and nothing counted. */
  public static final StratumStats NONE = new StratumStats(0, 0, 0, 0, 0, Map.of());

  /** Takes a copy of the map. */
  public StratumStats {
    counts = Map.copyOf(counts);
  }

  /** How often that occurred. */
  public long count(StratumEvent event) {
    return counts.getOrDefault(event, 0L);
  }

  /** The sum of two listeners. */
  public StratumStats plus(StratumStats other) {
    Map<StratumEvent, Long> sums = new EnumMap<>(StratumEvent.class);
    sums.putAll(counts);
    other.counts.forEach((event, count) -> sums.merge(event, count, Long::sum));
    return new StratumStats(
        ports + other.ports,
        connections + other.connections,
        sessions + other.sessions,
        queueDepth + other.queueDepth,
        listenerFailures + other.listenerFailures,
        sums);
  }
}
