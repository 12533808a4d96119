package org.opensy.mining.coopmine.worker.hash;

import org.opensy.mining.randomx.RandomXKey;

/**
 * Memory of one key (a cache, or a dataset) from which each hashing thread gets a hasher.
 *
 * <p>Thread-safe.
 */
public interface HasherSource extends AutoCloseable {
  RandomXKey key();

  /** What is in use, for people. */
  String description();

  /**
   * A hasher for one thread.
   *
   * @throws org.opensy.mining.randomx.RandomXException if its memory cannot be had
   */
  Hasher newHasher();

  /** Gives the memory back once the last hasher is closed. */
  @Override
  void close();
}
