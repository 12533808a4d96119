package org.opensy.mining.pool.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.cluster.ClusterUpkeep;
import org.opensy.mining.pool.ledger.PartitionUpkeep;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.protection.BanUpkeep;

/** What has to be done once, before the first work. Thread-safe. */
@ApplicationScoped
public class PoolPreparation {
  private final SchemaMigration schema;
  private final SchemaState state;
  private final PartitionUpkeep partitions;
  private final ShareWriter shares;
  private final ClusterUpkeep cluster;
  private final BanUpkeep bans;
  private final FoundBlocks found;

  /** For the container's proxy. */
  protected PoolPreparation() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PoolPreparation(
      SchemaMigration schema,
      SchemaState state,
      PartitionUpkeep partitions,
      ShareWriter shares,
      ClusterUpkeep cluster,
      BanUpkeep bans,
      FoundBlocks found) {
    this.schema = schema;
    this.state = state;
    this.partitions = partitions;
    this.shares = shares;
    this.cluster = cluster;
    this.bans = bans;
    this.found = found;
  }

  /**
   * The schema, partitions and a place among the writers; harmless to repeat.
   *
   * @throws RuntimeException if the database is away, or not one that this release can use
   */
  void prepareDatabase() {
    schema.migrate();
    partitions.run();
    shares.announce();
    state.setCurrent();
  }

  /** What others know, and what a former run left. */
  void prepareRest() {
    cluster.prepare();
    bans.prepare();
    found.resume();
  }
}
