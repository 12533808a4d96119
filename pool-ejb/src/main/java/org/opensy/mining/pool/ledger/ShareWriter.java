package org.opensy.mining.pool.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Moves accepted shares into the database, in batches on a timer's thread. The queue lives in
 * memory and is bounded; whoever needs shares to survive a crash puts a journal in front of {@link
 * #offer} and removes from it what {@link SharesWritten} reports. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ShareWriter {
  private static final Logger LOG = System.getLogger(ShareWriter.class.getName());
  private static final Duration LAST_FLUSH = Duration.ofSeconds(10);

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  @Inject private PoolConfig config;
  @Inject private Event<SharesWritten> events;
  @Inject private InstantSource clock;

  private final TimerStep draining = new TimerStep("the writer of shares");
  private Watermark watermark;
  private ShareTable table;
  private ShareQueue queue;
  private StoragePromise promise;

  @PostConstruct
  void start() {
    StorageSettings.Shares settings = config.storage().shares();
    watermark = new Watermark(clock);
    table = new ShareTable(database);
    queue =
        new ShareQueue(
            settings.queueCapacity(),
            table::write,
            batch -> events.fire(new SharesWritten(batch)),
            watermark);
    promise = new StoragePromise(settings.writer(), new ShareWriters(database), watermark);
  }

  /**
   * Tells the other instances that this one writes shares; when the schema is there and before the
   * first share is accepted.
   *
   * @throws LedgerException if the database fails
   */
  public void announce() {
    promise.begin();
  }

  /**
   * Accepts a share: makes its entry as of now. From that moment this instance does not say that
   * all is stored, so the entry must be offered, whatever happens.
   */
  public ShareEntry accept(Function<Instant, ShareEntry> share) {
    Instant now = watermark.open();
    boolean made = false;
    try {
      ShareEntry entry = share.apply(now);
      made = true;
      return entry;
    } finally {
      if (!made) {
        watermark.close(now);
      }
    }
  }

  /** Takes a share without waiting; false, and counted, when the queue is full. */
  public boolean offer(ShareEntry entry) {
    return queue.offer(entry);
  }

  /**
   * Does not say that all is stored before {@link #release}, even if the share is: for the block
   * that it is.
   */
  public void hold(ShareEntry entry) {
    watermark.openAgain(entry.acceptedAt());
  }

  /** Ends a {@link #hold}. */
  public void release(ShareEntry entry) {
    watermark.close(entry.acceptedAt());
  }

  /**
   * Writes a share at once, whether or not it is offered too.
   *
   * @throws LedgerException if the database fails
   */
  public void store(ShareEntry entry) {
    try {
      table.write(List.of(entry));
    } catch (SQLException failed) {
      throw new LedgerException("a share was not stored: " + failed.getMessage(), failed);
    }
  }

  /** How the writing goes. */
  public ShareWriterStatus status() {
    return queue.status();
  }

  /** Writes what waits, every second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void drain() {
    draining.run(
        () -> {
          if (queue.drain()) {
            promise.renewIfDue(clock.instant());
          }
        });
  }

  /**
   * Tries to get everything written within a time; for the stop, after the last offer.
   *
   * @return whether nothing is left
   */
  public boolean flush(Duration bound) {
    return queue.flush(bound);
  }

  @PreDestroy
  void stop() {
    if (!flush(LAST_FLUSH)) {
      LOG.log(Level.ERROR, "POOL-4004 shares lost at the stop: {0}", queue.status().waiting());
    }
    try {
      promise.end();
    } catch (LedgerException failed) {
      LOG.log(Level.WARNING, "POOL-4005 this writer of shares is not signed off", failed);
    }
  }
}
