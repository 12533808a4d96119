package org.opensy.mining.pool.reward;

import java.math.BigInteger;

/**
 * The accepted work behind one block, of the block's scheme. What it is asked depends on the {@link
 * WindowRule}.
 *
 * @param <X> how it fails
 */
public interface WorkHistory<X extends Exception> {

  /**
   * The latest work up to and including the block's own share; of the oldest share only the part
   * that is still missing.
   *
   * @param work how much, in expected hashes, at least 1; all there is if there is less
   */
  RewardWindow latest(BigInteger work) throws X;

  /** All work after the own share of the scheme's block before, up to and including this one's. */
  RewardWindow sinceLastBlock() throws X;

  /** The finder alone, with the work of the block's own share. */
  RewardWindow finder() throws X;
}
