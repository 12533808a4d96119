package org.opensy.mining.randomx;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * One key of a {@link KeyedHashers}. Its cache is built by the first thread that asks for it, be it
 * the background's or a hash that could not wait for that; the others wait for that build only.
 *
 * <p>Thread-safe; {@link #lastUse} and {@link #dataset} belong to the lock of the {@link
 * KeyedHashers}.
 */
final class HasherEntry {

  private final RandomXKey key;
  private final FutureTask<KeyedHasher> build;
  private KeyedHasher hasher;
  private boolean closed;

  /** The count of all uses at the last one. */
  long lastUse;

  /** Whether this key has a dataset, or is to have one. */
  boolean dataset;

  HasherEntry(RandomXKey key, Function<RandomXKey, KeyedHasher> builder) {
    this.key = key;
    this.build = new FutureTask<>(() -> adopt(builder.apply(key)));
  }

  RandomXKey key() {
    return key;
  }

  /** An entry closed during its build closes the hasher at once. */
  private synchronized KeyedHasher adopt(KeyedHasher built) {
    hasher = built;
    if (closed) {
      built.close();
    }
    return built;
  }

  /**
   * The hasher; builds it in this thread, or waits for the thread that does.
   *
   * @throws RandomXException when the build failed, or this thread was interrupted while waiting
   */
  KeyedHasher hasher() {
    build.run();
    try {
      return build.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RandomXException("interrupted while the RandomX key " + key + " was built");
    } catch (ExecutionException failed) {
      throw new RandomXException(
          "RandomX key " + key + ": " + failed.getCause().getMessage(), failed.getCause());
    }
  }

  /** Whether the build has ended without a hasher. */
  synchronized boolean isFailed() {
    return build.isDone() && hasher == null;
  }

  synchronized KeyedHashers.KeyState state() {
    if (closed) {
      return KeyedHashers.KeyState.ABSENT;
    }
    if (hasher == null) {
      return KeyedHashers.KeyState.BUILDING;
    }
    return hasher.isFull() ? KeyedHashers.KeyState.FULL : KeyedHashers.KeyState.LIGHT;
  }

  /** The pages behind the hasher's memory; only for an entry that is ready. */
  synchronized MemoryPages pages() {
    return hasher.pages();
  }

  /** Closes the hasher now or when its build ends. Does not wait. */
  void close() {
    KeyedHasher present;
    synchronized (this) {
      closed = true;
      present = hasher;
    }
    if (present != null) {
      present.close();
    }
  }
}
