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
import java.time.Duration;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
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

  private final TimerStep draining = new TimerStep("the writer of shares");
  private ShareQueue queue;

  @PostConstruct
  void start() {
    queue =
        new ShareQueue(
            config.storage().shares().queueCapacity(),
            new ShareTable(database)::write,
            batch -> events.fire(new SharesWritten(batch)));
  }

  /** Takes a share without waiting; false, and counted, when the queue is full. */
  public boolean offer(ShareEntry entry) {
    return queue.offer(entry);
  }

  /** How the writing goes. */
  public ShareWriterStatus status() {
    return queue.status();
  }

  /** Writes what waits, every second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void drain() {
    draining.run(queue::drain);
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
  }
}
