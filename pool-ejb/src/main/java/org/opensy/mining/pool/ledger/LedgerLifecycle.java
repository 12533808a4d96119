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
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalException;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Opens the pool's {@link ShareWriter}, has it write every second on a timer's thread, and ends it.
 * Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class LedgerLifecycle {
  private static final Logger LOG = System.getLogger(LedgerLifecycle.class.getName());
  private static final Duration LAST_FLUSH = Duration.ofSeconds(10);

  /**
   * Each sync interrupts threads that hash, and so do the answers that follow it. Spaced like this
   * that costs a pool under load little, and no miner notices so short a wait for its OK.
   */
  private static final Duration SYNC_SPACING = Duration.ofMillis(20);

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  @Resource private ManagedThreadFactory threads;
  private final PoolConfig config;
  private final Event<SharesWritten> events;
  private final InstantSource clock;
  private final EntityTransactions transactions;
  private final SchemaState schema;

  private final TimerStep draining = new TimerStep("the writer of shares");
  private ShareWriter writer;

  /** For the container's view of the bean. */
  public LedgerLifecycle() {
    this(null, null, null, null, null);
  }

  @Inject
  LedgerLifecycle(
      PoolConfig config,
      Event<SharesWritten> events,
      InstantSource clock,
      EntityTransactions transactions,
      SchemaState schema) {
    this.config = config;
    this.events = events;
    this.clock = clock;
    this.transactions = transactions;
    this.schema = schema;
  }

  /**
   * Opens the journal.
   *
   * @throws JournalException if it cannot be opened, which ends the deployment
   */
  @PostConstruct
  void start() {
    StorageSettings settings = config.storage();
    StorageSettings.Journal limits = settings.journal();
    Journal journal =
        Journal.open(
            limits.directory(),
            JournalSize.ofMebibytes(limits.maxMebibytes()),
            SYNC_SPACING,
            this::newThread);
    try {
      writer =
          new ShareWriter(
              database,
              new ShareStore(database, transactions),
              clock,
              settings.shares(),
              journal,
              batch -> events.fire(new SharesWritten(batch)));
    } finally {
      if (writer == null) {
        journal.close();
      }
    }
    if (journal.status().replayed() > 0) {
      LOG.log(
          Level.INFO,
          "POOL-4007 taken up from the journal: {0} shares and blocks",
          String.valueOf(journal.status().replayed()));
    }
  }

  private Thread newThread(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("pool-journal");
    return thread;
  }

  /** The pool's writer; behind a proxy, because beans are made before this one has started. */
  @Produces
  @ApplicationScoped
  public ShareWriter writer() {
    return writer;
  }

  /** Writes what waits, every second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void drain() {
    if (schema.isCurrent()) {
      draining.run(() -> writer.drain(clock.instant()));
    }
  }

  private boolean isNothingLeft() {
    return writer.status().waiting() == 0;
  }

  /** Writes what it can for the last time; after the last share. */
  @PreDestroy
  void stop() {
    boolean stored = schema.isCurrent() ? writer.flush(LAST_FLUSH) : isNothingLeft();
    if (!stored) {
      LOG.log(
          Level.WARNING,
          "POOL-4004 shares stay in the journal for the next start: {0}",
          writer.status().waiting());
    }
    try {
      writer.close();
    } catch (LedgerException failed) {
      LOG.log(Level.WARNING, "POOL-4005 this writer of shares is not signed off", failed);
    }
  }
}
