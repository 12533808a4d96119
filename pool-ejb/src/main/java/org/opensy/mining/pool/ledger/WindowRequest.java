package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.util.Optional;

/** Which work of a block's scheme is asked for. Thread-safe. */
public sealed interface WindowRequest {

  /**
   * The latest work up to the block's own share, which counts; the oldest share counts as far as it
   * is needed. All work if there is less.
   *
   * @param work expected hashes, positive
   */
  record Latest(BigInteger work) implements WindowRequest {

    /**
     * @throws IllegalArgumentException if it is no work
     */
    public Latest {
      if (work.signum() <= 0) {
        throw new IllegalArgumentException("no work");
      }
    }
  }

  /**
   * All work up to the block's own share, which counts.
   *
   * @param start an earlier block's own share, which no longer counts; empty for the beginning
   */
  record Since(Optional<BlockShare> start) implements WindowRequest {}

  /** The block's own share alone. */
  record Finder() implements WindowRequest {}

  /** No work. */
  record Nobody() implements WindowRequest {}
}
