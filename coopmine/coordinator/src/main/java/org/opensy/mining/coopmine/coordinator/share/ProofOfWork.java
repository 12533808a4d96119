package org.opensy.mining.coopmine.coordinator.share;

import org.opensy.mining.randomx.RandomXKey;

/** The one hash of a share's check. Thread-safe. */
@FunctionalInterface
public interface ProofOfWork {
  /**
   * The 32 bytes of the hash, as RandomX puts them out.
   *
   * @throws org.opensy.mining.randomx.RandomXException if the key's memory cannot be had
   */
  byte[] hash(RandomXKey key, byte[] input);
}
