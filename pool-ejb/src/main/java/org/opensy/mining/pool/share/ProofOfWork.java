package org.opensy.mining.pool.share;

import org.opensy.mining.randomx.RandomXKey;

/** Computes RandomX. Implementations are thread-safe. */
@FunctionalInterface
public interface ProofOfWork {

  /**
   * Hashes once.
   *
   * @param key of the header's height
   * @param header 80 bytes
   * @return 32 bytes as RandomX gives them
   */
  byte[] hash(RandomXKey key, byte[] header);
}
