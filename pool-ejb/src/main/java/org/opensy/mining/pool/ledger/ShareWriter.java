package org.opensy.mining.pool.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalRecord;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Shares from their acceptance to the database: synced in the journal before they are acknowledged,
 * written in batches, and only then deleted from the journal. Whatever a former run left in the
 * journal is taken up again, and open in the watermark, before anything is promised. {@link
 * LedgerLifecycle} has the one of the pool. Thread-safe.
 */
public class ShareWriter implements ShareLedger, BlockJournal {
  /** Several times the time after which the promise is renewed. */
  private static final Duration AWAY_AFTER = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Journal journal;
  private final Watermark watermark;
  private final ShareStore store;
  private final ShareQueue queue;
  private final StoragePromise promise;
  private final List<JournaledBlock> blocks = new ArrayList<>();

  /** For the container's proxy. */
  protected ShareWriter() {
    clock = null;
    journal = null;
    watermark = null;
    store = null;
    queue = null;
    promise = null;
  }

  /**
   * @param journal just opened; closed by {@link #close}
   * @param written told of each batch after its commit
   * @throws LedgerException if the journal has something that this release cannot read
   */
  ShareWriter(
      DataSource database,
      ShareStore store,
      InstantSource clock,
      StorageSettings.Shares settings,
      Journal journal,
      Consumer<List<ShareEntry>> written) {
    this.clock = clock;
    this.journal = journal;
    watermark = new Watermark(clock);
    this.store = store;
    queue =
        new ShareQueue(
            settings.queueCapacity(),
            store::write,
            written,
            watermark,
            journal::settle,
            System::nanoTime);
    promise = new StoragePromise(settings.writer(), new ShareWriters(database), watermark);
    journal.takeFound().forEach(this::takeUp);
  }

  private void takeUp(JournalRecord record) {
    LedgerCodec.Decoded kept = LedgerCodec.decode(record.bytes());
    if (kept instanceof LedgerCodec.Decoded.OfShare share) {
      watermark.openAgain(share.entry().acceptedAt());
      queue.admitAgain(share.entry(), record.ticket());
    } else if (kept instanceof LedgerCodec.Decoded.OfBlock block) {
      hold(block.find().share());
      blocks.add(new JournaledBlock(block.find(), record.ticket()));
    }
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

  @Override
  public CompletionStage<Boolean> record(Function<Instant, ShareEntry> share, Executor answers) {
    return recordBlock(share, entry -> {}, answers);
  }

  @Override
  public CompletionStage<Boolean> recordBlock(
      Function<Instant, ShareEntry> share, Consumer<ShareEntry> block, Executor answers) {
    ShareEntry entry = accept(share);
    CompletionStage<Boolean> kept;
    try {
      block.accept(entry);
    } finally {
      // Whatever happens: the entry is open in the watermark.
      kept = keep(entry, answers);
    }
    return kept;
  }

  private ShareEntry accept(Function<Instant, ShareEntry> share) {
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

  private CompletionStage<Boolean> keep(ShareEntry entry, Executor answers) {
    if (!queue.reserve(entry)) {
      return CompletableFuture.completedStage(false);
    }
    return journal
        .append(LedgerCodec.encode(entry), answers)
        .thenApply(ticket -> queue.admit(entry, ticket));
  }

  @Override
  public CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
    return journal.appendUrgent(LedgerCodec.encode(find));
  }

  @Override
  public void settle(JournalTicket ticket) {
    journal.settle(ticket);
  }

  @Override
  public List<JournaledBlock> blocks() {
    return List.copyOf(blocks);
  }

  @Override
  public void hold(ShareEntry entry) {
    watermark.openAgain(entry.acceptedAt());
  }

  @Override
  public void release(ShareEntry entry) {
    watermark.close(entry.acceptedAt());
  }

  @Override
  public void store(ShareEntry entry, Consumer<Transaction> along) {
    store.write(List.of(entry), along);
  }

  /** How the writing goes. */
  public ShareWriterStatus status() {
    return queue.status();
  }

  /**
   * Whether the database has not taken all that there was for ten seconds, or not yet since the
   * start; never waits for it.
   */
  public boolean isDatabaseAway() {
    return promise.renewedAt().isBefore(clock.instant().minus(AWAY_AFTER));
  }

  /** How the journal stands. */
  public JournalStatus journal() {
    return journal.status();
  }

  /** Writes what waits; if all is written the promise is renewed when it is time. */
  void drain(Instant now) {
    if (queue.drain()) {
      promise.renewIfDue(now);
    }
  }

  /**
   * Tries to get everything written within a time; for the stop, after the last share.
   *
   * @return whether nothing is left
   */
  boolean flush(Duration bound) {
    return queue.flush(bound);
  }

  /**
   * Ends it after the last share. What is not written stays in the journal.
   *
   * @throws LedgerException if the database does not take the promise back
   */
  void close() {
    journal.close();
    promise.end();
  }
}
