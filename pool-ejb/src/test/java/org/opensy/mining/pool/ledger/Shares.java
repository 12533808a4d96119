package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/** Shares for tests. */
public final class Shares {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
  public static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private Shares() {}

  /** Of the same miner and moment. */
  public static ShareEntry share(int nonce) {
    return share(nonce, NOON, ADDRESS, "rig");
  }

  /** Of somebody, under PPLNS. */
  public static ShareEntry share(int nonce, Instant when, String address, String worker) {
    return share(
        nonce, when, new Contributor(address, worker, RewardScheme.PPLNS), 1000, Optional.empty());
  }

  /** A share that PPS pays {@code price} for, in 2^-32 base units. */
  public static ShareEntry ppsShare(int nonce, String address, BigInteger price) {
    return share(
        nonce, NOON, new Contributor(address, "rig", RewardScheme.PPS), 1000, Optional.of(price));
  }

  /** Of somebody and some value. */
  public static ShareEntry share(
      int nonce,
      Instant when,
      Contributor contributor,
      long difficulty,
      Optional<BigInteger> price) {
    return new ShareEntry(
        new ShareKey(0xfedcba98_00000007L, "job1", nonce, when),
        contributor,
        difficulty,
        price,
        70,
        false);
  }

  /** Shares with the nonces from {@code first} on. */
  public static List<ShareEntry> shares(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(Shares::share).toList();
  }
}
