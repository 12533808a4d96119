package org.opensy.mining.randomx;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hashes under one key, from many threads at once: light from the start, full once {@link #upgrade}
 * has built the dataset. The cache is given back then.
 *
 * <p>Thread-safe.
 */
public final class KeyedHasher implements AutoCloseable {

  private final RandomXCache cache;
  private final int threads;
  private final AtomicBoolean upgrading = new AtomicBoolean();
  private volatile VmPool pool;
  private volatile MemoryPages pages;
  private volatile boolean full;
  private volatile boolean closed;

  /**
   * Takes over the cache: it is closed with the hasher, or when a dataset has replaced it. As many
   * hashes run at once as the cache's settings have threads; more callers wait their turn.
   */
  public KeyedHasher(RandomXCache cache) {
    this.cache = cache;
    this.threads = cache.settings().threads();
    this.pool = new VmPool(cache::createVm, cache::close, threads);
    this.pages = cache.pages();
  }

  /** Builds a cache for {@code key} in the calling thread (0.4 s) and hashes from it. */
  public static KeyedHasher light(
      RandomXLibrary library, RandomXKey key, RandomXSettings settings) {
    return new KeyedHasher(RandomXCache.create(library, key.bytes(), settings));
  }

  /**
   * The RandomX hash of {@code input}: 32 bytes.
   *
   * @throws IllegalStateException when closed
   */
  public byte[] hash(byte[] input) {
    return tryHash(input)
        .orElseThrow(() -> new IllegalStateException("the RandomX hasher is closed"));
  }

  /** The hash, or nothing when the hasher is closed. */
  Optional<byte[]> tryHash(byte[] input) {
    while (true) {
      VmPool current = pool;
      Optional<byte[]> hash = current.tryHash(input);
      if (hash.isPresent() || current == pool) {
        return hash;
      }
    }
  }

  /**
   * Builds the dataset in the calling thread and in {@code helpers}, then hashes from it. Hashing
   * goes on in light mode meanwhile. Closing the hasher cancels it. Does nothing when it is full
   * already, or another thread is at it.
   *
   * @throws RandomXException when there is no memory for it, or it was cancelled; hashing goes on
   *     in light mode
   * @throws IllegalStateException when closed
   */
  public void upgrade(Executor helpers) {
    if (!upgrading.compareAndSet(false, true)) {
      return;
    }
    try {
      if (!full) {
        replaceCache(RandomXDataset.create(cache, helpers, () -> closed));
      }
    } finally {
      upgrading.set(false);
    }
  }

  private synchronized void replaceCache(RandomXDataset dataset) {
    if (closed) {
      dataset.close();
      return;
    }
    VmPool light = pool;
    pool = new VmPool(dataset::createVm, dataset::close, threads);
    pages = dataset.pages();
    full = true;
    light.close();
  }

  /** Whether hashes come from a dataset. */
  public boolean isFull() {
    return full;
  }

  /** The pages behind the memory in use. */
  public MemoryPages pages() {
    return pages;
  }

  /**
   * Refuses new hashes; those that run or wait inside finish, and the last one frees the memory.
   * Does not wait. Idempotent.
   */
  @Override
  public synchronized void close() {
    closed = true;
    pool.close();
  }
}
