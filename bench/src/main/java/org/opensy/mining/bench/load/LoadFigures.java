package org.opensy.mining.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured, by what the report calls it, in the order of the report; what could not be
 * measured is missing. Not thread-safe.
 */
final class LoadFigures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Notes a value, unless it is not a number. */
  void note(String name, double value) {
    if (!Double.isNaN(value)) {
      values.put(name, value);
    }
  }

  /** Notes how durations are distributed, in milliseconds. */
  void note(String name, Samples samples, Map<String, Double> parts) {
    parts.forEach((label, part) -> note(name + " " + label + ", ms", samples.millis(part)));
  }

  Map<String, Double> values() {
    return values;
  }
}
