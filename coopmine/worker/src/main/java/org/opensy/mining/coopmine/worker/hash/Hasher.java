package org.opensy.mining.coopmine.worker.hash;

/**
 * Hashes for one key, for one thread at a time.
 *
 * <p>Not thread-safe.
 */
public interface Hasher extends AutoCloseable {
  /** The 32 bytes of the input's hash, as RandomX puts them out. */
  byte[] hash(byte[] input);

  /** Frees the memory. */
  @Override
  void close();
}
