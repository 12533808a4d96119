package org.opensy.mining.pool.web;

import java.math.BigInteger;
import java.time.Duration;
import org.opensy.mining.pool.report.ListedMiner;

/**
 * A miner among the pool's largest.
 *
 * @param address canonical text
 * @param hashrate hashes a second over the last hour, from accepted shares
 * @param shares that were accepted in it
 */
public record ListedMinerView(String address, long hashrate, long shares) {

  /** Of what was done in that time. */
  static ListedMinerView of(ListedMiner miner, Duration time) {
    return new ListedMinerView(
        miner.address(),
        miner.work().divide(BigInteger.valueOf(time.toSeconds())).longValue(),
        miner.shares());
  }
}
