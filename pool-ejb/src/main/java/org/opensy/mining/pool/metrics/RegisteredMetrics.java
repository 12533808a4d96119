package org.opensy.mining.pool.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics that the server publishes at {@code /metrics}. Thread-safe. */
@ApplicationScoped
public class RegisteredMetrics implements Metrics {
  private static final String PREFIX = "opensy_pool_";

  private final MetricRegistry registry;

  /** For the container's proxy. */
  protected RegisteredMetrics() {
    this(null);
  }

  @Inject
  RegisteredMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Counter counter(String name, String description, Tag... tags) {
    return registry.counter(
        metadata(name, description + " (this instance, since its start)"), tags);
  }

  @Override
  public void gauge(String name, String description, Supplier<Number> value, Tag... tags) {
    registry.gauge(metadata(name, description + " (this instance)"), value, tags);
  }

  @Override
  public void poolGauge(String name, String description, Supplier<Number> value, Tag... tags) {
    registry.gauge(metadata(name, description + " (whole pool)"), value, tags);
  }

  private static Metadata metadata(String name, String description) {
    return Metadata.builder().withName(PREFIX + name).withDescription(description).build();
  }
}
