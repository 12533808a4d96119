package org.opensy.mining.pool.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opensy.mining.pool.journal.JournalQueue.Append;

/**
 * Keeps records on disk until they are settled. Records that come together are synced together
 * (group commit), by one thread, so that nobody waits for the disk who does not want to. What is
 * not settled is there again when the journal is opened the next time, after a crash too.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private static final int MOST_UNSYNCED = 10_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * When the journal does things.
   *
   * @param pause from a failure of the disk to the next try, and between looks for what can be
   *     deleted
   * @param spacing from the beginning of a sync to the next one, for records that can wait
   * @param nanoTime the clock, in nanoseconds; for differences only
   */
  record Times(Duration pause, Duration spacing, LongSupplier nanoTime) {}

  private final JournalQueue queue;
  private final JournalGauges gauges;
  private final AtomicReference<List<JournalRecord>> found;
  private final Thread thread;

  private Journal(
      JournalQueue queue, JournalGauges gauges, List<JournalRecord> found, Thread thread) {
    this.queue = queue;
    this.gauges = gauges;
    this.found = new AtomicReference<>(found);
    this.thread = thread;
  }

  /**
   * Opens the journal of a directory, or makes a new one, and starts its thread.
   *
   * @param spacing of syncs while records keep coming: one that comes after a pause is synced at
   *     once, the others wait until so much time has passed since the last sync began
   * @throws JournalException if the directory cannot be written, is in use, or holds something that
   *     this release cannot read
   */
  public static Journal open(
      Path directory, JournalSize size, Duration spacing, ThreadFactory threads) {
    return open(
        JournalDirectory.claim(directory),
        () -> JournalStore.open(size, new SyncedFiles(directory)),
        threads,
        new Times(PAUSE, spacing, System::nanoTime));
  }

  static Journal open(
      JournalDirectory directory,
      Supplier<JournalStore> stores,
      ThreadFactory threads,
      Times times) {
    JournalQueue queue = new JournalQueue(MOST_UNSYNCED, times.nanoTime());
    JournalGauges gauges = new JournalGauges();
    JournalWriter writer = new JournalWriter(directory, stores, times, queue, gauges);
    Thread thread = threads.newThread(writer);
    thread.start();
    try {
      return new Journal(queue, gauges, writer.opened().join(), thread);
    } catch (CompletionException failed) {
      throw new JournalException(failed.getCause().getMessage(), failed.getCause());
    }
  }

  /**
   * The records that were there when it was opened, in the order in which they were appended;
   * handed out once.
   */
  public List<JournalRecord> takeFound() {
    return found.getAndSet(List.of());
  }

  /**
   * Appends a record.
   *
   * @param record not to be changed any more
   * @param answers where the answer is given: those of records that are synced together are one
   *     task for each executor
   * @return with the ticket when the record is synced; empty when the journal is full, closed, or
   *     the disk fails or hangs, and then the record is not there and will not come back
   */
  public CompletionStage<Optional<JournalTicket>> append(byte[] record, Executor answers) {
    return append(new Append(record, false, answers, new CompletableFuture<>()));
  }

  /** The same, answered on the journal's thread. */
  public CompletionStage<Optional<JournalTicket>> append(byte[] record) {
    return append(record, Runnable::run);
  }

  /** The same for a record that may use the room kept for such, and that waits for no others. */
  public CompletionStage<Optional<JournalTicket>> appendUrgent(byte[] record) {
    return append(new Append(record, true, Runnable::run, new CompletableFuture<>()));
  }

  private CompletionStage<Optional<JournalTicket>> append(Append append) {
    if (!queue.offer(append)) {
      append.answer().complete(Optional.empty());
    }
    return append.answer();
  }

  /** A record is needed no more. To be called once a record; after a crash it may come back. */
  public void settle(JournalTicket ticket) {
    gauges.settledOne();
    if (ticket.settleOne()) {
      queue.settled(ticket);
    }
  }

  /** How it stands. */
  public JournalStatus status() {
    return gauges.status();
  }

  /** Does what is asked for already and ends the thread; what is not settled stays on disk. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
