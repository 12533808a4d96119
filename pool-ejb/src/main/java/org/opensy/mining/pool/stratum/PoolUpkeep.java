package org.opensy.mining.pool.stratum;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.opensy.mining.pool.block.BlockSubmitter;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.cluster.ClusterUpkeep;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.guard.GuardUpkeep;
import org.opensy.mining.pool.ledger.PartitionUpkeep;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * What has to be done once before the first miner, and what is done again and again. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PoolUpkeep {
  @Inject private SchemaMigration schema;
  @Inject private PartitionUpkeep partitions;
  @Inject private ShareWriter shares;
  @Inject private PoolMetrics metrics;
  @Inject private BlockSubmitter blocks;
  @Inject private OnlineWorkers online;
  @Inject private Miners miners;
  @Inject private WantedMinimums minimums;
  @Inject private JobBroadcast listener;
  @Inject private FoundBlocks found;
  @Inject private ClusterUpkeep cluster;
  @Inject private GuardUpkeep guard;
  @Inject private InstantSource clock;

  private final TimerStep settling = new TimerStep("the settling of blocks");
  private final TimerStep easing = new TimerStep("the easing of miners");
  private final TimerStep noting = new TimerStep("the noting of minimum payouts");
  private final TimerStep reporting = new TimerStep("the report of workers");

  /** The schema, partitions, a place among the writers, what others know and what was left. */
  public void prepare() {
    schema.migrate();
    partitions.run();
    shares.announce();
    cluster.prepare();
    guard.prepare();
    found.resume();
    metrics.register();
  }

  /** Blocks that a crash or an outage left open. */
  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  public void settleBlocks() {
    settling.run(
        () -> {
          found.storeLate();
          blocks.settle(clock.instant());
        });
  }

  /** Eases miners that find nothing. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void easeMiners() {
    easing.run(() -> listener.renew(miners.passed(clock.instant())));
  }

  /** Notes the minimum payouts that miners ask for. */
  @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
  public void storeMinimums() {
    noting.run(minimums::store);
  }

  /** Tells the other instances who is connected here. */
  @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
  public void reportWorkers() {
    reporting.run(() -> online.seen(miners.workers()));
  }
}
