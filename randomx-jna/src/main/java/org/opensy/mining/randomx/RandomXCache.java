package org.opensy.mining.randomx;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * The 256 MiB from which light machines hash and datasets are made, for one key. Initialising it
 * takes 0.3 to 0.4 s.
 *
 * <p>Closing it is final for the owner; machines that were created from it keep the memory alive
 * until they are closed too. What is never closed is freed after garbage collection.
 *
 * <p>Thread-safe.
 */
public final class RandomXCache implements AutoCloseable {

  /** Bytes of a cache, without what the library needs beside it. */
  public static final long BYTES = 256L << 20;

  private static final int LONGEST_KEY = 60;

  private final RandomXLibrary library;
  private final RandomXSettings settings;
  private final NativeResource memory;
  private final MemoryPages pages;
  private final Cleaner.Cleanable ownership;
  private volatile boolean closed;

  private RandomXCache(RandomXLibrary library, RandomXSettings settings, Allocation allocation) {
    this.library = library;
    this.settings = settings;
    this.memory = new NativeResource(allocation.pointer(), RandomXNative::randomx_release_cache);
    this.pages = HugePages.inForce(allocation, HugePages.cacheMemory(allocation.pointer()));
    this.ownership = NativeResource.CLEANER.register(this, memory::release);
  }

  /**
   * Allocates and initialises a cache in the calling thread.
   *
   * @param key 1 to 60 bytes; on OpenSY the 32 bytes of a {@link RandomXKey}
   * @throws RandomXException when the memory cannot be had
   */
  public static RandomXCache create(RandomXLibrary library, byte[] key, RandomXSettings settings) {
    if (key.length < 1 || key.length > LONGEST_KEY) {
      throw new IllegalArgumentException("a key has 1 to 60 bytes, not " + key.length);
    }
    Allocation allocation =
        Allocation.of(
            "a cache (256 MiB)",
            library.flags(settings),
            settings.largePages(),
            RandomXNative::randomx_alloc_cache);
    if (settings.largePages() && !allocation.largePages()) {
      HugePages.advise(HugePages.cacheMemory(allocation.pointer()), BYTES);
    }
    RandomXNative.randomx_init_cache(allocation.pointer(), key.clone(), key.length);
    return new RandomXCache(library, settings, allocation);
  }

  /**
   * A new light machine.
   *
   * @throws IllegalStateException when closed
   * @throws RandomXException when its memory cannot be had
   */
  public RandomXVm createVm() {
    NativeResource shared = share();
    return RandomXVm.create(library.flags(settings), settings.largePages(), shared);
  }

  /** The pages behind the cache. */
  public MemoryPages pages() {
    return pages;
  }

  RandomXLibrary library() {
    return library;
  }

  RandomXSettings settings() {
    return settings;
  }

  /** The memory with one more user; the caller releases it. */
  NativeResource share() {
    try {
      if (closed || !memory.retain()) {
        throw new IllegalStateException("the RandomX cache is closed");
      }
      return memory;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Lets go of the memory. Does not wait and does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    ownership.clean();
  }
}
