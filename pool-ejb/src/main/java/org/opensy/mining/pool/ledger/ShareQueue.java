package org.opensy.mining.pool.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Shares on their way to the database: bounded, written in batches by whoever calls {@link #drain},
 * kept and tried again while the database is away. Thread-safe.
 */
final class ShareQueue {
  private static final Logger LOG = System.getLogger(ShareQueue.class.getName());
  private static final int BATCH = 1000;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Where batches go; writing one twice must not double it. */
  @FunctionalInterface
  interface Sink {
    int write(List<ShareEntry> batch) throws SQLException;
  }

  private final BlockingQueue<ShareEntry> waiting;
  private final Sink sink;
  private final Consumer<List<ShareEntry>> written;
  private final Watermark watermark;
  private final LongAdder writtenCount = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final ReentrantLock draining = new ReentrantLock();
  private final Deque<List<ShareEntry>> batches = new ArrayDeque<>();
  // Counted before a share is offered and until it is settled, so it is never seen nowhere.
  private final AtomicInteger unsettled = new AtomicInteger();
  private volatile boolean failing;

  /**
   * @param capacity shares that may wait
   * @param written told of each batch after its commit, on the draining thread
   * @param watermark where the instant of each share is closed when the share is stored or lost
   */
  ShareQueue(int capacity, Sink sink, Consumer<List<ShareEntry>> written, Watermark watermark) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.sink = sink;
    this.written = written;
    this.watermark = watermark;
  }

  /** Takes a share without waiting; false, and counted, when there is no room. */
  boolean offer(ShareEntry entry) {
    unsettled.incrementAndGet();
    boolean taken = waiting.offer(entry);
    if (!taken) {
      lost(entry);
    }
    return taken;
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
    long end = System.nanoTime() + bound.toNanos();
    while (status().waiting() > 0 && System.nanoTime() < end) {
      if (!drain() || status().waiting() > 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return status().waiting() == 0;
  }

  private boolean nextBatch() {
    if (batches.isEmpty()) {
      List<ShareEntry> batch = new ArrayList<>(BATCH);
      waiting.drainTo(batch, BATCH);
      if (!batch.isEmpty()) {
        batches.add(List.copyOf(batch));
      }
    }
    return !batches.isEmpty();
  }

  private boolean writeFirst() {
    List<ShareEntry> batch = batches.getFirst();
    try {
      sink.write(batch);
    } catch (SQLException e) {
      return refused(batch, e);
    }
    batches.removeFirst();
    batch.forEach(entry -> watermark.close(entry.acceptedAt()));
    unsettled.addAndGet(-batch.size());
    writtenCount.add(batch.size());
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "POOL-4002 shares are written again");
    }
    written.accept(batch);
    return true;
  }

  /** Bad data must not hold up the rest: the batch is split until the bad share stands alone. */
  private boolean refused(List<ShareEntry> batch, SQLException failure) {
    if (!isAboutData(failure)) {
      if (!failing) {
        LOG.log(Level.WARNING, "POOL-4001 shares wait for the database: {0}", failure.getMessage());
      }
      failing = true;
      return false;
    }
    batches.removeFirst();
    if (batch.size() == 1) {
      lost(batch.get(0));
      LOG.log(Level.ERROR, "POOL-4003 the database refuses share {0}: {1}", batch, failure);
    } else {
      int half = batch.size() / 2;
      batches.addFirst(batch.subList(half, batch.size()));
      batches.addFirst(batch.subList(0, half));
    }
    return true;
  }

  private void lost(ShareEntry entry) {
    watermark.close(entry.acceptedAt());
    unsettled.decrementAndGet();
    dropped.increment();
  }

  /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
  private static boolean isAboutData(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
