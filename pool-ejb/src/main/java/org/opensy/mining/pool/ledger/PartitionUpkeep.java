package org.opensy.mining.pool.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.timer.TimerStep;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Keeps partitions of {@code shares} ready for the days to come and drops those past the retention,
 * unless an observer of {@link ShareRetention} needs them, together with the sums of these days.
 * Idempotent; instances of the pool may all do it. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PartitionUpkeep {
  private static final Logger LOG = System.getLogger(PartitionUpkeep.class.getName());

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final TimerStep step = new TimerStep("the upkeep of share partitions");
  private final PoolConfig config;
  private final InstantSource clock;
  private final Consumer<ShareRetention> needs;

  /** For the container's view of the bean. */
  public PartitionUpkeep() {
    this(null, null, null, null);
  }

  @Inject
  PartitionUpkeep(PoolConfig config, InstantSource clock, Event<ShareRetention> events) {
    this(null, config, clock, events::fire);
  }

  PartitionUpkeep(
      DataSource database, PoolConfig config, InstantSource clock, Consumer<ShareRetention> needs) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.needs = needs;
  }

  /** Runs every hour, so that one failed run costs nothing; also called at the start. */
  @Schedule(hour = "*", minute = "7", persistent = false)
  public void run() {
    step.run(this::lookAfter);
  }

  private void lookAfter() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    StorageSettings.Shares settings = config.storage().shares();
    SharePartitions partitions = new SharePartitions(database);
    try {
      List<LocalDate> made = partitions.ensure(today, today.plusDays(settings.partitionsAhead()));
      List<LocalDate> dropped =
          partitions.dropBefore(firstDay(today.minusDays(settings.retentionDays())));
      if (!made.isEmpty() || !dropped.isEmpty()) {
        LOG.log(Level.INFO, "POOL-4011 share partitions created {0}, dropped {1}", made, dropped);
      }
    } catch (DatabaseException e) {
      LOG.log(
          Level.WARNING,
          "POOL-4012 share partitions not looked after: {0}",
          LogText.of(e.getMessage()));
    }
  }

  private LocalDate firstDay(LocalDate retained) {
    ShareRetention retention =
        new ShareRetention(retained.atStartOfDay(ZoneOffset.UTC).toInstant());
    needs.accept(retention);
    return LocalDate.ofInstant(retention.oldest(), ZoneOffset.UTC);
  }
}
