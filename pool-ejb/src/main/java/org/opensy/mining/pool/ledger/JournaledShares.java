package org.opensy.mining.pool.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.StorageSettings;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalRecord;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.journal.JournalTicket;

/**
 * Shares from their acceptance to the database: synced in the journal before they are acknowledged,
 * written in batches, and only then deleted from the journal. Whatever a former run left in the
 * journal is taken up again, and open in the watermark, before anything is promised. Thread-safe.
 */
final class JournaledShares {
  private final Journal journal;
  private final Watermark watermark;
  private final ShareStore store;
  private final ShareQueue queue;
  private final StoragePromise promise;
  private final List<JournaledBlock> blocks = new ArrayList<>();

  /**
   * @param journal just opened; closed by {@link #close}
   * @param written told of each batch after its commit
   * @throws LedgerException if the journal has something that this release cannot read
   */
  JournaledShares(
      DataSource database,
      ShareStore store,
      InstantSource clock,
      StorageSettings.Shares settings,
      Journal journal,
      Consumer<List<ShareEntry>> written) {
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
    LedgerRecord kept = LedgerCodec.decode(record.bytes());
    if (kept instanceof LedgerRecord.OfShare share) {
      watermark.openAgain(share.entry().acceptedAt());
      queue.admitAgain(new QueuedShare(share.entry(), record.ticket()));
    } else if (kept instanceof LedgerRecord.OfBlock block) {
      hold(block.find().share());
      blocks.add(new JournaledBlock(block.find(), record.ticket()));
    }
  }

  /** Blocks that a former run did not store; each is held until it is released. */
  List<JournaledBlock> blocks() {
    return List.copyOf(blocks);
  }

  /** See {@link ShareWriter#announce}. */
  void announce() {
    promise.begin();
  }

  /** See {@link ShareWriter#accept}. */
  ShareEntry accept(Function<Instant, ShareEntry> share) {
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

  /** See {@link ShareWriter#offer}. */
  CompletionStage<Boolean> offer(ShareEntry entry) {
    if (!queue.reserve(entry)) {
      return CompletableFuture.completedStage(false);
    }
    return journal
        .append(LedgerCodec.encode(entry))
        .thenApply(ticket -> queue.admit(entry, ticket));
  }

  /** See {@link ShareWriter#record}. */
  CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
    return journal.appendUrgent(LedgerCodec.encode(find));
  }

  /** See {@link ShareWriter#settle}. */
  void settle(JournalTicket ticket) {
    journal.settle(ticket);
  }

  /** See {@link ShareWriter#hold}. */
  void hold(ShareEntry entry) {
    watermark.openAgain(entry.acceptedAt());
  }

  /** See {@link ShareWriter#release}. */
  void release(ShareEntry entry) {
    watermark.close(entry.acceptedAt());
  }

  /** See {@link ShareWriter#store}. */
  void store(ShareEntry entry) {
    store.write(List.of(entry));
  }

  ShareWriterStatus status() {
    return queue.status();
  }

  JournalStatus journalStatus() {
    return journal.status();
  }

  /** Writes what waits; if all is written the promise is renewed when it is time. */
  void drain(Instant now) {
    if (queue.drain()) {
      promise.renewIfDue(now);
    }
  }

  /** See {@link ShareWriter#flush}. */
  boolean flush(Duration bound) {
    return queue.flush(bound);
  }

  /**
   * Ends it after the last offer. What is not written stays in the journal.
   *
   * @throws LedgerException if the database does not take the promise back
   */
  void close() {
    journal.close();
    promise.end();
  }
}
