package org.opensy.mining.bench;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/** Shares of {@value #MINERS} miners, a quarter of them PPS, a millisecond apart. */
final class BenchShares {
  static final int MINERS = 500;

  private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");

  private final int size;
  private final Random random = new Random(1);
  private int next;

  /** In batches of that size. */
  BenchShares(int size) {
    this.size = size;
  }

  List<List<ShareEntry>> next(int batches) {
    List<List<ShareEntry>> all = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      List<ShareEntry> batch = new ArrayList<>();
      for (int share = 0; share < size; share++) {
        batch.add(share());
      }
      all.add(batch);
    }
    return all;
  }

  private ShareEntry share() {
    int miner = random.nextInt(MINERS);
    RewardScheme scheme = miner % 4 == 0 ? RewardScheme.PPS : RewardScheme.PPLNS;
    Optional<BigInteger> price =
        scheme == RewardScheme.PPS
            ? Optional.of(new BigInteger(60, random))
            : Optional.<BigInteger>empty();
    return new ShareEntry(
        new ShareKey(
            (long) size << Integer.SIZE | miner,
            "job" + next / 5000,
            next,
            BEGIN.plusMillis(next++)),
        new Contributor("miner" + miner, "rig", scheme),
        1000 + miner,
        price,
        70,
        false);
  }
}
