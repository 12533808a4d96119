package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.opensy.mining.pool.reward.MinerWork;
import org.opensy.mining.pool.reward.RewardWindow;

/** Work of miners, added up. Not thread-safe. */
final class WorkTally {
  private final Map<String, BigInteger> byAddress = new HashMap<>();
  private BigInteger total = BigInteger.ZERO;

  /** Adds work, more than none. */
  void add(MinerWork more) {
    byAddress.merge(more.address(), more.work(), BigInteger::add);
    total = total.add(more.work());
  }

  void add(Iterable<MinerWork> more) {
    more.forEach(this::add);
  }

  BigInteger total() {
    return total;
  }

  RewardWindow window() {
    return new RewardWindow(
        byAddress.entrySet().stream()
            .map(line -> new MinerWork(line.getKey(), line.getValue()))
            .toList());
  }
}
