package org.opensy.mining.randomx;

import com.sun.jna.NativeLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One initialisation of a dataset. Threads take the next slice until none is left, so any number of
 * them may join late, or not at all.
 *
 * <p>Thread-safe.
 */
final class DatasetFill {

  /** Items in a slice: 4 MiB of dataset, about 0.1 s of one thread. */
  private static final long SLICE = 65_536;

  private final NativeResource dataset;
  private final NativeResource cache;
  private final BooleanSupplier cancelled;
  private final long items;
  private final AtomicLong next = new AtomicLong();
  private final CountDownLatch open;
  private volatile boolean skipped;

  /** Both resources stay retained by the caller until {@link #run} returns. */
  DatasetFill(NativeResource dataset, NativeResource cache, BooleanSupplier cancelled) {
    this.dataset = dataset;
    this.cache = cache;
    this.cancelled = cancelled;
    this.items = RandomXNative.randomx_dataset_item_count().longValue();
    this.open = new CountDownLatch(Math.toIntExact((items + SLICE - 1) / SLICE));
  }

  /**
   * Fills the dataset with the calling thread and its helpers.
   *
   * @return false when it was cancelled or the calling thread interrupted; no thread touches the
   *     memory any more either way
   */
  boolean run(Executor helpers, int threads) {
    for (int helper = 1; helper < threads; helper++) {
      try {
        helpers.execute(this::takeSlices);
      } catch (RejectedExecutionException busy) {
        break;
      }
    }
    takeSlices();
    awaitHelpers();
    return !skipped;
  }

  private void takeSlices() {
    for (long start = take(); start < items; start = take()) {
      if (skipped || cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        skipped = true;
      } else {
        long count = Math.min(SLICE, items - start);
        RandomXNative.randomx_init_dataset(
            dataset.pointer(), cache.pointer(), new NativeLong(start), new NativeLong(count));
      }
      open.countDown();
    }
  }

  private long take() {
    return next.getAndAdd(SLICE);
  }

  /** Slices in other threads end within about 0.1 s each, so the wait is not interruptible. */
  private void awaitHelpers() {
    boolean interrupted = false;
    while (open.getCount() > 0) {
      try {
        open.await();
      } catch (InterruptedException again) {
        interrupted = true;
        skipped = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
