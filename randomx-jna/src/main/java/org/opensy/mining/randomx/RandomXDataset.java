package org.opensy.mining.randomx;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * The 2080 MiB from which full machines hash, for one key. Initialising it takes 22 to 28 s on two
 * threads. It needs its cache only while it is initialised.
 *
 * <p>Closing works as in {@link RandomXCache}. Thread-safe.
 */
public final class RandomXDataset implements AutoCloseable {

  /** Bytes of a dataset: 34,078,719 items of 64 bytes. */
  public static final long BYTES = 34_078_719L * 64;

  private final RandomXFlags flags;
  private final RandomXSettings settings;
  private final NativeResource memory;
  private final MemoryPages pages;
  private final Cleaner.Cleanable ownership;
  private volatile boolean closed;

  private RandomXDataset(
      RandomXFlags flags, RandomXSettings settings, NativeResource memory, MemoryPages pages) {
    this.flags = flags;
    this.settings = settings;
    this.memory = memory;
    this.pages = pages;
    this.ownership = NativeResource.CLEANER.register(this, memory::release);
  }

  /**
   * Allocates a dataset and initialises it in slices, in the calling thread and in up to {@code
   * settings.threads() - 1} threads of {@code helpers}. Returns when all of it is done; helpers
   * that the executor refuses or starts late only make it slower.
   *
   * @param cancelled asked before each slice (about 0.1 s)
   * @throws RandomXException when the memory cannot be had, when cancelled or interrupted
   * @throws IllegalStateException when the cache is closed
   */
  public static RandomXDataset create(
      RandomXCache cache, Executor helpers, BooleanSupplier cancelled) {
    RandomXSettings settings = cache.settings();
    RandomXFlags flags = cache.library().flags(settings).with(RandomXFlags.FULL_MEM);
    NativeResource source = cache.share();
    try {
      Allocation allocation =
          Allocation.of(
              "a dataset (2080 MiB)",
              flags,
              settings.largePages(),
              RandomXNative::randomx_alloc_dataset);
      NativeResource memory =
          new NativeResource(allocation.pointer(), RandomXNative::randomx_release_dataset);
      Pointer items = RandomXNative.randomx_get_dataset_memory(allocation.pointer());
      if (settings.largePages() && !allocation.largePages()) {
        HugePages.advise(items, BYTES);
      }
      fill(new DatasetFill(memory, source, cancelled), helpers, settings.threads(), memory);
      return new RandomXDataset(flags, settings, memory, HugePages.inForce(allocation, items));
    } finally {
      source.release();
    }
  }

  /** Releases the memory unless it is filled. */
  private static void fill(DatasetFill fill, Executor helpers, int threads, NativeResource memory) {
    boolean filled = false;
    try {
      filled = fill.run(helpers, threads);
    } finally {
      if (!filled) {
        memory.release();
      }
    }
    if (!filled) {
      throw new RandomXException("the initialisation of a RandomX dataset was cancelled");
    }
  }

  /**
   * A new full machine.
   *
   * @throws IllegalStateException when closed
   * @throws RandomXException when its memory cannot be had
   */
  public RandomXVm createVm() {
    NativeResource shared;
    try {
      if (closed || !memory.retain()) {
        throw new IllegalStateException("the RandomX dataset is closed");
      }
      shared = memory;
    } finally {
      Reference.reachabilityFence(this);
    }
    return RandomXVm.create(flags, settings.largePages(), shared);
  }

  /** The pages behind the dataset. */
  public MemoryPages pages() {
    return pages;
  }

  /** Lets go of the memory. Does not wait and does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    ownership.clean();
  }
}
