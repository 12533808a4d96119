package org.opensy.mining.metrics;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * All metrics of an application, which are announced once and scraped as often as anybody likes. A
 * name belongs to one type: another one throws IllegalStateException. Thread-safe.
 */
public final class MetricRegistry {
  private final String prefix;
  private final ConcurrentNavigableMap<String, Family> families = new ConcurrentSkipListMap<>();

  /**
   * An empty registry.
   *
   * @param prefix of all names
   */
  public MetricRegistry(String prefix) {
    this.prefix = prefix;
  }

  /**
   * A counter that begins at 0, or the one that is there already.
   *
   * @param name without the prefix; by custom it ends with {@code _total}
   */
  public Counter counter(String name, String help, Label... labels) {
    return family(name, MetricType.COUNTER, help)
        .keep(List.of(labels), Counter.class, Counter::new);
  }

  /** A counter that is kept elsewhere, and read when it is scraped. */
  public void counter(String name, String help, Supplier<Number> value, Label... labels) {
    family(name, MetricType.COUNTER, help).replace(List.of(labels), (Family.Value) value::get);
  }

  /**
   * A gauge.
   *
   * @param value read when it is scraped, on any thread; null while it is not known
   */
  public void gauge(String name, String help, Supplier<Number> value, Label... labels) {
    family(name, MetricType.GAUGE, help).replace(List.of(labels), (Family.Value) value::get);
  }

  /**
   * A gauge whose series come and go.
   *
   * @param values read when they are scraped; never many
   */
  public void gauges(
      String name, String help, Supplier<? extends Map<List<Label>, ? extends Number>> values) {
    family(name, MetricType.GAUGE, help).replace(List.of(), (Family.Values) values::get);
  }

  /** A histogram that begins at 0, or the one that is there already. */
  public Histogram histogram(String name, String help, Buckets buckets, Label... labels) {
    return family(name, MetricType.HISTOGRAM, help)
        .keep(List.of(labels), Histogram.class, () -> new Histogram(buckets));
  }

  /** A histogram that is kept elsewhere. */
  public void histogram(String name, String help, Histogram histogram, Label... labels) {
    family(name, MetricType.HISTOGRAM, help).replace(List.of(labels), histogram);
  }

  private Family family(String name, MetricType type, String help) {
    MetricHead head = new MetricHead(prefix + name, type, help);
    Family family = families.computeIfAbsent(head.name(), first -> new Family(head));
    if (!family.head().equals(head)) {
      throw new IllegalStateException(head + " is announced as " + family.head());
    }
    return family;
  }

  /** What is announced, by name: each with the labels of its series. */
  public SortedMap<MetricHead, Set<List<Label>>> announced() {
    NavigableMap<MetricHead, Set<List<Label>>> all =
        new TreeMap<>((one, other) -> one.name().compareTo(other.name()));
    families.values().forEach(family -> all.put(family.head(), family.labels()));
    return all;
  }

  /** All metrics of this moment. */
  public MetricsText scrape() {
    MetricsText text = new MetricsText();
    families.values().forEach(family -> family.write(text));
    return text;
  }
}
