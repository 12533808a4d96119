package org.opensy.mining.pool.reward;

import java.math.BigInteger;

/**
 * What a miner did in a window. Thread-safe.
 *
 * @param address the miner's address, canonical text
 * @param work expected hashes, positive
 */
public record MinerWork(String address, BigInteger work) {

  /**
   * @throws IllegalArgumentException if there is no work
   */
  public MinerWork {
    if (work.signum() <= 0) {
      throw new IllegalArgumentException("no work");
    }
  }
}
