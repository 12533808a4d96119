package org.opensy.mining.pool.history;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.timer.TimerStep;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Brings the history up to date and forgets what is too old, on timers of its own: no share and no
 * miner waits for it. Instances of the pool may all do it. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class HistoryUpkeep {
  private static final Logger LOG = System.getLogger(HistoryUpkeep.class.getName());

  /** Ten minutes that are summed in one turn: what is left of an upgrade is done bit by bit. */
  static final int BUCKETS_A_TURN = 100;

  /**
   * Shares of ten minutes that are summed before they are over: about 80 a second. To read so many
   * takes PostgreSQL less than a tenth of a second.
   */
  static final int MOST_UNFINISHED = 50_000;

  /** Rows that one statement deletes, and statements of one turn. */
  static final int ROWS_AT_ONCE = 10_000;

  static final int DELETIONS_A_TURN = 200;

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final PoolConfig config;
  private final RejectedShares rejected;
  private final SchemaState schema;
  private final InstantSource clock;
  private final TimerStep step = new TimerStep("the upkeep of the history");
  private volatile boolean failing;

  /** For the container's view of the bean. */
  public HistoryUpkeep() {
    this(null, null, null, null);
  }

  @Inject
  HistoryUpkeep(
      PoolConfig config, RejectedShares rejected, SchemaState schema, InstantSource clock) {
    this(null, config, rejected, schema, clock);
  }

  HistoryUpkeep(
      DataSource database,
      PoolConfig config,
      RejectedShares rejected,
      SchemaState schema,
      InstantSource clock) {
    this.database = database;
    this.config = config;
    this.rejected = rejected;
    this.schema = schema;
    this.clock = clock;
  }

  /** Adds what was refused here. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void tellRejected() {
    run(() -> store().add(rejected));
  }

  /** Adds what was stored, by whatever instance, the latest first. */
  @Schedule(hour = "*", minute = "*/2", second = "5", persistent = false)
  public void sum() {
    run(
        () -> {
          int left = BUCKETS_A_TURN;
          while (left > 0 && store().sumNext(clock.instant(), MOST_UNFINISHED)) {
            left--;
          }
        });
  }

  /** Deletes what is older than the retention. */
  @Schedule(hour = "*", minute = "23", persistent = false)
  public void forget() {
    run(this::forgetOld);
  }

  private void forgetOld() {
    StorageSettings.History kept = config.storage().history();
    int sharesDays = config.storage().shares().retentionDays();
    store().settle(daysAgo(Math.min(sharesDays, kept.tenMinutesDays())));
    forget(BucketWidth.TEN_MINUTES, daysAgo(kept.tenMinutesDays()));
    forget(BucketWidth.HOUR, daysAgo(kept.hoursDays()));
  }

  private void forget(BucketWidth width, Instant before) {
    int left = DELETIONS_A_TURN;
    while (left > 0 && store().forget(width, before, ROWS_AT_ONCE) == ROWS_AT_ONCE) {
      left--;
    }
  }

  private Instant daysAgo(int days) {
    return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
  }

  private HistoryStore store() {
    return new HistoryStore(database);
  }

  private void run(Runnable work) {
    if (schema.isCurrent()) {
      step.run(() -> unlessAway(work));
    }
  }

  private void unlessAway(Runnable work) {
    try {
      work.run();
      failing = false;
    } catch (DatabaseException e) {
      if (!failing) {
        LOG.log(
            Level.WARNING, "POOL-4025 the history lags behind: {0}", LogText.of(e.getMessage()));
      }
      failing = true;
    }
  }

  /** After the last share. */
  @PreDestroy
  void stop() {
    tellRejected();
  }
}
