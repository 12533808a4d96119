package org.opensy.mining.pool.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Blocks since the start of this instance, scraped as metrics. Thread-safe. */
@ApplicationScoped
public class BlockCounters {
  private static final String PREFIX = "opensy_pool_";

  private Counter found;
  private Counter accepted;
  private Counter orphaned;

  /** For the container's proxy. */
  protected BlockCounters() {}

  @Inject
  BlockCounters(MetricRegistry registry) {
    found = counter(registry, "blocks_found", "Blocks that miners found");
    accepted = counter(registry, "blocks_accepted", "Blocks that a node took");
    orphaned =
        counter(registry, "blocks_orphaned", "Blocks that lost their race and were never credited");
  }

  private static Counter counter(MetricRegistry registry, String name, String description) {
    return registry.counter(
        Metadata.builder().withName(PREFIX + name).withDescription(description).build());
  }

  void found() {
    found.inc();
  }

  void accepted() {
    accepted.inc();
  }

  /** A block lost its race for good. */
  public void orphaned() {
    orphaned.inc();
  }
}
