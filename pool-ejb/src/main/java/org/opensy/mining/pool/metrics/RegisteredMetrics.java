package org.opensy.mining.pool.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.metrics.MetricHead;
import org.opensy.mining.metrics.MetricRegistry;

/**
 * The metrics that are published at {@code /metrics}. Those with one value are at the server's
 * MicroProfile Metrics, too, as gauges: for its own tools, and for whoever reads every application
 * of a server in the same way. Thread-safe.
 */
@ApplicationScoped
public class RegisteredMetrics implements Metrics {
  private static final String TOTAL = "_total";
  private static final String SINCE_START = " (this instance, since its start)";
  private static final String INSTANCE = " (this instance)";
  private static final String POOL = " (whole pool)";

  private static final String PREFIX = "opensy_pool_";

  private final MetricRegistry registry = new MetricRegistry(PREFIX);
  private final ServerRegistry server;

  /** The server's registry, as far as it is of use here. */
  interface ServerRegistry {
    void gauge(String name, String description, Supplier<Number> value, List<Label> labels);
  }

  /** Of nobody but this. */
  public RegisteredMetrics() {
    this((name, description, value, labels) -> {});
  }

  @Inject
  RegisteredMetrics(org.eclipse.microprofile.metrics.MetricRegistry server) {
    this(
        (name, description, value, labels) ->
            server.gauge(
                Metadata.builder().withName(name).withDescription(description).build(),
                value,
                labels.stream()
                    .map(label -> new Tag(label.name(), label.value()))
                    .toArray(Tag[]::new)));
  }

  RegisteredMetrics(ServerRegistry server) {
    this.server = server;
  }

  @Override
  public Counter counter(String name, String description, Label... labels) {
    Counter counter = registry.counter(name + TOTAL, description + SINCE_START, labels);
    tell(name + TOTAL, description + SINCE_START, counter::count, labels);
    return counter;
  }

  @Override
  public void counter(String name, String description, Supplier<Number> value, Label... labels) {
    registry.counter(name + TOTAL, description + SINCE_START, value, labels);
    tell(name + TOTAL, description + SINCE_START, value, labels);
  }

  @Override
  public void poolCounter(
      String name, String description, Supplier<Number> value, Label... labels) {
    registry.counter(name + TOTAL, description + POOL, value, labels);
    tell(name + TOTAL, description + POOL, value, labels);
  }

  @Override
  public void gauge(String name, String description, Supplier<Number> value, Label... labels) {
    registry.gauge(name, description + INSTANCE, value, labels);
    tell(name, description + INSTANCE, value, labels);
  }

  @Override
  public void poolGauge(String name, String description, Supplier<Number> value, Label... labels) {
    registry.gauge(name, description + POOL, value, labels);
    tell(name, description + POOL, value, labels);
  }

  @Override
  public void poolGauges(
      String name, String description, Supplier<Map<List<Label>, ? extends Number>> values) {
    registry.gauges(name, description + POOL, values);
  }

  @Override
  public Histogram histogram(String name, String description, Buckets buckets, Label... labels) {
    return registry.histogram(name, description + SINCE_START, buckets, labels);
  }

  @Override
  public void histogram(String name, String description, Histogram histogram, Label... labels) {
    registry.histogram(name, description + SINCE_START, histogram, labels);
  }

  private void tell(String name, String description, Supplier<Number> value, Label... labels) {
    server.gauge(
        PREFIX + name,
        description,
        () -> Optional.ofNullable(value.get()).orElse(Double.NaN),
        List.of(labels));
  }

  /** What is announced, by name: each with the labels of its series, as far as they are known. */
  public SortedMap<MetricHead, Set<List<Label>>> announced() {
    return registry.announced();
  }

  /** All metrics of this moment, as Prometheus reads them. */
  public String scrape() {
    return registry.scrape().toString();
  }
}
