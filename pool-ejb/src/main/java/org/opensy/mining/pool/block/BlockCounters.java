package org.opensy.mining.pool.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.pool.metrics.Metrics;

/** Blocks of this instance since its start, as metrics. Thread-safe. */
@ApplicationScoped
public class BlockCounters {
  private final Counter found;
  private final Counter accepted;
  private final Counter orphaned;
  private final Counter siblings;
  private final Counter siblingsSent;
  private final Counter superseded;

  /** For the container's proxy. */
  protected BlockCounters() {
    found = null;
    accepted = null;
    orphaned = null;
    siblings = null;
    siblingsSent = null;
    superseded = null;
  }

  /** Announces the counters. */
  @Inject
  public BlockCounters(Metrics metrics) {
    found = metrics.counter("blocks_found", "Blocks that miners found");
    accepted = metrics.counter("blocks_accepted", "Blocks that a node took");
    orphaned =
        metrics.counter("blocks_orphaned", "Blocks that lost their race and were never credited");
    siblings =
        metrics.counter(
            "blocks_siblings", "Blocks kept back, since another one of ours went first");
    siblingsSent =
        metrics.counter(
            "blocks_siblings_sent", "Of them, sent since the first was refused or lost");
    superseded =
        metrics.counter("blocks_superseded", "Of them, given up since the first one is buried");
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

  /** A block is kept back. */
  public void sibling() {
    siblings.inc();
  }

  /** A block that was kept back goes out. */
  public void siblingSent() {
    siblingsSent.inc();
  }

  /** So many blocks that were kept back are given up. */
  public void superseded(int count) {
    superseded.inc(count);
  }
}
