package org.opensy.mining.pool.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Shares on their way to the database, by way of the journal: bounded, written in batches by
 * whoever calls {@link #drain}, kept and tried again while the database is away. A share has a
 * place before it goes to the journal, so that none is journaled in vain. Thread-safe.
 */
final class ShareQueue {
  private static final Logger LOG = System.getLogger(ShareQueue.class.getName());
  private static final int BATCH = 1000;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Where batches go; writing one twice must not double it. */
  @FunctionalInterface
  interface Sink {

    /**
     * Writes all, and answers how many were new.
     *
     * @throws DatabaseException if the database fails or refuses the batch
     */
    int write(List<ShareEntry> batch);
  }

  /** One that is in the journal and not yet known to be in the database. */
  private record QueuedShare(ShareEntry entry, JournalTicket ticket) {}

  private final int capacity;
  private final Queue<QueuedShare> waiting = new ConcurrentLinkedQueue<>();
  private final Sink sink;
  private final Consumer<List<ShareEntry>> written;
  private final Watermark watermark;
  private final Consumer<JournalTicket> settled;
  private final LongSupplier nanoTime;
  private final LongAdder writtenCount = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final ReentrantLock draining = new ReentrantLock();
  private final Deque<List<QueuedShare>> batches = new ArrayDeque<>();
  // Counted from the place to the end, so a share is never seen nowhere.
  private final AtomicInteger unsettled = new AtomicInteger();
  private volatile boolean failing;
  private volatile boolean full;

  /**
   * @param capacity shares that may wait; those of a former run come on top
   * @param written told of each batch after its commit, on the draining thread
   * @param watermark where the instant of each share is closed when the share is stored or refused
   * @param settled told of each share that the journal needs not keep any more
   * @param nanoTime nanoseconds since any moment
   */
  ShareQueue(
      int capacity,
      Sink sink,
      Consumer<List<ShareEntry>> written,
      Watermark watermark,
      Consumer<JournalTicket> settled,
      LongSupplier nanoTime) {
    this.capacity = capacity;
    this.sink = sink;
    this.written = written;
    this.watermark = watermark;
    this.settled = settled;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a place for a share, to be followed by {@link #admit}; false, and counted as refused,
   * when there is none.
   */
  boolean reserve(ShareEntry entry) {
    boolean taken = unsettled.incrementAndGet() <= capacity;
    if (!taken) {
      refuse(entry);
      if (!full) {
        full = true;
        LOG.log(Level.ERROR, "POOL-4006 shares are refused: {0} wait for the database", capacity);
      }
    }
    return taken;
  }

  /**
   * Fills the place of a share.
   *
   * @param ticket of the journal; if it is empty the share is refused and counted so
   * @return whether the share may be acknowledged
   */
  boolean admit(ShareEntry entry, Optional<JournalTicket> ticket) {
    if (ticket.isEmpty()) {
      refuse(entry);
      return false;
    }
    waiting.add(new QueuedShare(entry, ticket.get()));
    return true;
  }

  /** Takes a share that a former run acknowledged. */
  void admitAgain(ShareEntry entry, JournalTicket ticket) {
    unsettled.incrementAndGet();
    waiting.add(new QueuedShare(entry, ticket));
  }

  ShareWriterStatus status() {
    return new ShareWriterStatus(unsettled.get(), writtenCount.sum(), dropped.sum(), failing);
  }

  /**
   * Writes everything that waits, unless another thread is at it.
   *
   * @return false if the database failed and shares are left
   */
  boolean drain() {
    if (!draining.tryLock()) {
      return true;
    }
    try {
      while (nextBatch()) {
        if (!writeFirst()) {
          return false;
        }
      }
      return true;
    } finally {
      draining.unlock();
    }
  }

  /**
   * Drains again and again until nothing is left or the time is over.
   *
   * @return whether nothing is left
   */
  boolean flush(Duration bound) {
    long start = nanoTime.getAsLong();
    while (status().waiting() > 0 && nanoTime.getAsLong() - start < bound.toNanos()) {
      if (!drain() || status().waiting() > 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return status().waiting() == 0;
  }

  private boolean nextBatch() {
    if (batches.isEmpty()) {
      List<QueuedShare> batch = new ArrayList<>(BATCH);
      QueuedShare next = waiting.poll();
      while (next != null) {
        batch.add(next);
        next = batch.size() < BATCH ? waiting.poll() : null;
      }
      if (!batch.isEmpty()) {
        batches.add(List.copyOf(batch));
      }
    }
    return !batches.isEmpty();
  }

  private boolean writeFirst() {
    List<QueuedShare> batch = batches.getFirst();
    List<ShareEntry> entries = batch.stream().map(QueuedShare::entry).toList();
    try {
      sink.write(entries);
    } catch (DatabaseException e) {
      return refused(batch, e);
    }
    batches.removeFirst();
    batch.forEach(this::settle);
    full = false;
    writtenCount.add(batch.size());
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "POOL-4002 shares are written again");
    }
    written.accept(entries);
    return true;
  }

  /** Bad data must not hold up the rest: the batch is split until the bad share stands alone. */
  private boolean refused(List<QueuedShare> batch, DatabaseException failure) {
    if (!failure.isAboutData()) {
      if (!failing) {
        LOG.log(
            Level.WARNING,
            "POOL-4001 shares wait for the database: {0}",
            LogText.of(failure.getMessage()));
      }
      failing = true;
      return false;
    }
    batches.removeFirst();
    if (batch.size() == 1) {
      settle(batch.get(0));
      dropped.increment();
      LOG.log(
          Level.ERROR,
          "POOL-4003 the database refuses share {0}: {1}",
          LogText.of(batch.get(0).entry()),
          LogText.of(failure));
    } else {
      int half = batch.size() / 2;
      batches.addFirst(batch.subList(half, batch.size()));
      batches.addFirst(batch.subList(0, half));
    }
    return true;
  }

  private void settle(QueuedShare share) {
    watermark.close(share.entry().acceptedAt());
    unsettled.decrementAndGet();
    settled.accept(share.ticket());
  }

  private void refuse(ShareEntry entry) {
    watermark.close(entry.acceptedAt());
    unsettled.decrementAndGet();
    dropped.increment();
  }
}
