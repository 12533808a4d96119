package org.opensy.mining.metrics;

import java.util.Locale;

/** What a metric is to Prometheus. */
public enum MetricType {
  /** Only grows, until it begins again at 0. */
  COUNTER,
  /** May go up and down. */
  GAUGE,
  /** Counts by size. */
  HISTOGRAM;

  /** As Prometheus writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
