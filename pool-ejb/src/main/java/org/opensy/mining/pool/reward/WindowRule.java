package org.opensy.mining.pool.reward;

import java.math.BigInteger;

/** Which work counts for a block. Thread-safe. */
public sealed interface WindowRule {

  /**
   * The window of a block under this rule.
   *
   * @param history that of the block
   * @throws X if the history cannot be read
   */
  <X extends Exception> RewardWindow read(WorkHistory<X> history) throws X;

  /**
   * The latest work up to and including the block's own share, whoever found earlier blocks.
   *
   * @param work how much, in expected hashes, at least 1; all there is if there is less
   */
  record LatestWork(BigInteger work) implements WindowRule {

    /**
     * @throws IllegalArgumentException if there is no work
     */
    public LatestWork {
      if (work.signum() <= 0) {
        throw new IllegalArgumentException("no work");
      }
    }

    @Override
    public <X extends Exception> RewardWindow read(WorkHistory<X> history) throws X {
      return history.latest(work);
    }
  }

  /** All work after the own share of the block before, up to and including this one's. */
  record SinceLastBlock() implements WindowRule {

    @Override
    public <X extends Exception> RewardWindow read(WorkHistory<X> history) throws X {
      return history.sinceLastBlock();
    }
  }

  /** The finder, whatever others did. */
  record FinderOnly() implements WindowRule {

    @Override
    public <X extends Exception> RewardWindow read(WorkHistory<X> history) throws X {
      return history.finder();
    }
  }

  /** Nobody: the shares were paid one by one. */
  record Nobody() implements WindowRule {

    @Override
    public <X extends Exception> RewardWindow read(WorkHistory<X> history) {
      return RewardWindow.EMPTY;
    }
  }
}
