package org.opensy.mining.pool.metrics;

import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Where counters and gauges are announced, under names without the pool's prefix. What is scraped
 * says with its description whose it is: each instance counts for itself, and to add up what is the
 * whole pool's would count it several times.
 */
public interface Metrics {
  /**
   * A counter of this instance that begins at 0, or the one that has this name and these tags
   * already.
   */
  Counter counter(String name, String description, Tag... tags);

  /** A value of this instance that is read whenever metrics are scraped, on any thread. */
  void gauge(String name, String description, Supplier<Number> value, Tag... tags);

  /** Likewise a value of the whole pool. */
  void poolGauge(String name, String description, Supplier<Number> value, Tag... tags);

  /** A tag whose value is the name of a constant in lower case. */
  static Tag tag(String name, Enum<?> constant) {
    return new Tag(name, constant.name().toLowerCase(Locale.ROOT));
  }
}
