package org.opensy.mining.pool.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.cluster.ClusterUpkeep;
import org.opensy.mining.pool.ledger.PartitionUpkeep;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.protection.BanUpkeep;

/** What has to be done once, before the first work. Thread-safe. */
@ApplicationScoped
public class PoolPreparation {
  private final SchemaMigration schema;
  private final PartitionUpkeep partitions;
  private final ShareWriter shares;
  private final ClusterUpkeep cluster;
  private final BanUpkeep bans;
  private final FoundBlocks found;
  private final PoolMetrics metrics;

  /** For the container's proxy. */
  protected PoolPreparation() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PoolPreparation(
      SchemaMigration schema,
      PartitionUpkeep partitions,
      ShareWriter shares,
      ClusterUpkeep cluster,
      BanUpkeep bans,
      FoundBlocks found,
      PoolMetrics metrics) {
    this.schema = schema;
    this.partitions = partitions;
    this.shares = shares;
    this.cluster = cluster;
    this.bans = bans;
    this.found = found;
    this.metrics = metrics;
  }

  /** The schema, partitions, a place among the writers, what others know and what was left. */
  void prepare() {
    schema.migrate();
    partitions.run();
    shares.announce();
    cluster.prepare();
    bans.prepare();
    found.resume();
    metrics.register();
  }
}
