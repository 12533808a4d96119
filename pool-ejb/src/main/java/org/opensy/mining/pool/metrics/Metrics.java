package org.opensy.mining.pool.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;

/**
 * Where metrics are announced, under names without the pool's prefix and without the {@code _total}
 * of counters. What is scraped says with its description whose it is: each instance counts for
 * itself, and to add up what is the whole pool's would count it several times. A value that is read
 * when it is scraped is read on any thread, must not wait, and is left out while it is null.
 */
public interface Metrics {
  /** Of the counter {@code rate_limited}, which miners and HTTP have in common. */
  String RATE_LIMITED = "Requests turned away for being too many";

  /**
   * A counter of this instance that begins at 0, or the one that has this name and these labels
   * already.
   */
  Counter counter(String name, String description, Label... labels);

  /** The same for what is counted elsewhere. */
  void counter(String name, String description, Supplier<Number> value, Label... labels);

  /** What grows in the whole pool, over restarts too. */
  void poolCounter(String name, String description, Supplier<Number> value, Label... labels);

  /** A value of this instance that is read whenever metrics are scraped. */
  void gauge(String name, String description, Supplier<Number> value, Label... labels);

  /** Likewise a value of the whole pool. */
  void poolGauge(String name, String description, Supplier<Number> value, Label... labels);

  /** Values of the whole pool that come and go, never many. */
  void poolGauges(
      String name, String description, Supplier<Map<List<Label>, ? extends Number>> values);

  /** A histogram of this instance, or the one that has this name and these labels already. */
  Histogram histogram(String name, String description, Buckets buckets, Label... labels);

  /** The same for one that is kept elsewhere. */
  void histogram(String name, String description, Histogram histogram, Label... labels);
}
