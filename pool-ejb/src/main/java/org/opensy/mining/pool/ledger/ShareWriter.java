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
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalException;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Moves accepted shares into the journal and from there into the database, in batches on a timer's
 * thread. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ShareWriter {
  private static final Logger LOG = System.getLogger(ShareWriter.class.getName());
  private static final Duration LAST_FLUSH = Duration.ofSeconds(10);

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  @Resource private ManagedThreadFactory threads;
  @Inject private PoolConfig config;
  @Inject private Event<SharesWritten> events;
  @Inject private InstantSource clock;
  @Inject private EntityTransactions transactions;

  private final TimerStep draining = new TimerStep("the writer of shares");
  private JournaledShares shares;

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
            limits.directory(), JournalSize.ofMebibytes(limits.maxMebibytes()), this::newThread);
    try {
      shares =
          new JournaledShares(
              database,
              new ShareStore(database, transactions),
              clock,
              settings.shares(),
              journal,
              batch -> events.fire(new SharesWritten(batch)));
    } finally {
      if (shares == null) {
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

  /**
   * Tells the other instances that this one writes shares; when the schema is there and before the
   * first share is accepted.
   *
   * @throws LedgerException if the database fails
   */
  public void announce() {
    shares.announce();
  }

  /**
   * Accepts a share: makes its entry as of now. From that moment this instance does not say that
   * all is stored, so the entry must be offered, whatever happens.
   */
  public ShareEntry accept(Function<Instant, ShareEntry> share) {
    return shares.accept(share);
  }

  /**
   * Takes a share without waiting.
   *
   * @return completed on any thread: true when the share is safe on disk and may be acknowledged;
   *     false, and counted, when there is no room or the disk fails, and then it is not kept
   */
  public CompletionStage<Boolean> offer(ShareEntry entry) {
    return shares.offer(entry);
  }

  /**
   * Puts a block into the journal, without waiting.
   *
   * @return completed on any thread, with the ticket to {@link #settle} when the block is stored;
   *     empty if the journal does not take it
   */
  public CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
    return shares.record(find);
  }

  /** A block is stored: the journal need not keep it. */
  public void settle(JournalTicket ticket) {
    shares.settle(ticket);
  }

  /** Blocks that a former run did not store, each on {@link #hold}. */
  public List<JournaledBlock> blocks() {
    return shares.blocks();
  }

  /**
   * Does not say that all is stored before {@link #release}, even if the share is: for the block
   * that it is.
   */
  public void hold(ShareEntry entry) {
    shares.hold(entry);
  }

  /** Ends a {@link #hold}. */
  public void release(ShareEntry entry) {
    shares.release(entry);
  }

  /**
   * Writes a share at once, whether or not it is offered too.
   *
   * @throws LedgerException if the database fails
   */
  public void store(ShareEntry entry) {
    shares.store(entry);
  }

  /** How the writing goes. */
  public ShareWriterStatus status() {
    return shares.status();
  }

  /** How the journal stands. */
  public JournalStatus journal() {
    return shares.journalStatus();
  }

  /** Writes what waits, every second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void drain() {
    draining.run(() -> shares.drain(clock.instant()));
  }

  /**
   * Tries to get everything written within a time; for the stop, after the last offer.
   *
   * @return whether nothing is left
   */
  public boolean flush(Duration bound) {
    return shares.flush(bound);
  }

  @PreDestroy
  void stop() {
    if (!flush(LAST_FLUSH)) {
      LOG.log(
          Level.WARNING,
          "POOL-4004 shares stay in the journal for the next start: {0}",
          shares.status().waiting());
    }
    try {
      shares.close();
    } catch (LedgerException failed) {
      LOG.log(Level.WARNING, "POOL-4005 this writer of shares is not signed off", failed);
    }
  }
}
