package org.opensy.mining.pool.history;

import java.math.BigInteger;

/**
 * What was accepted and what was refused.
 *
 * @param shares accepted ones
 * @param work expected hashes behind them
 * @param stale refused ones that were too late
 * @param invalid refused ones of any other kind
 */
public record HistorySums(long shares, BigInteger work, long stale, long invalid) {
  /** Nothing. */
  public static final HistorySums NONE = new HistorySums(0, BigInteger.ZERO, 0, 0);
}
