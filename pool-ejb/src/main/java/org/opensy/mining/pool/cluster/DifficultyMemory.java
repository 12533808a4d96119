package org.opensy.mining.pool.cluster;

import java.util.Optional;

/**
 * Which difficulty suited a miner last, for when it comes back. Thread-safe, and never waits: for
 * logins in a storm of them.
 */
public interface DifficultyMemory {
  /**
   * The difficulty remembered under a key, in expected hashes a share.
   *
   * @param key of what is remembered apart, such as address, worker and port
   */
  Optional<Long> recall(String key);

  /** Remembers a difficulty; to be called when it changes and when a session ends. */
  void remember(String key, long difficulty);
}
