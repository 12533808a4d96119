package org.opensy.mining.pool.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.opensy.mining.pool.metrics.Metrics;

/** Blocks of this instance since its start, as metrics. Thread-safe. */
@ApplicationScoped
public class BlockCounters {
  private final Counter found;
  private final Counter accepted;
  private final Counter orphaned;

  /** For the container's proxy. */
  protected BlockCounters() {
    found = null;
    accepted = null;
    orphaned = null;
  }

  /** Announces the counters. */
  @Inject
  public BlockCounters(Metrics metrics) {
    found = metrics.counter("blocks_found", "Blocks that miners found");
    accepted = metrics.counter("blocks_accepted", "Blocks that a node took");
    orphaned =
        metrics.counter("blocks_orphaned", "Blocks that lost their race and were never credited");
  }

  /** A miner found a block. */
  public void found() {
    found.inc();
  }

  /** A node took a block. */
  public void accepted() {
    accepted.inc();
  }

  /** A block lost its race for good. */
  public void orphaned() {
    orphaned.inc();
  }
}
