package org.opensy.mining.pool.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Label;

/** Knows how far its counters are. Not thread-safe but for the counters. */
public final class CountedMetrics extends RegisteredMetrics {
  private final Map<String, Counter> counters = new TreeMap<>();

  @Override
  public Counter counter(String name, String description, Label... labels) {
    Counter counter = super.counter(name, description, labels);
    counters.put(id(name, labels), counter);
    return counter;
  }

  /** How far a counter is. */
  public long count(String name, Label... labels) {
    return counters.get(id(name, labels)).count();
  }

  private static String id(String name, Label... labels) {
    StringBuilder id = new StringBuilder(name);
    for (Label label : labels) {
      id.append(' ').append(label.name()).append('=').append(label.value());
    }
    return id.toString();
  }
}
