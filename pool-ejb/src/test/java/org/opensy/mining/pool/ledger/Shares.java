package org.opensy.mining.pool.ledger;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.share.AcceptedShare;

/** Shares for tests. */
final class Shares {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
  static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private Shares() {}

  static ShareEntry share(int nonce) {
    return share(nonce, NOON, ADDRESS, "rig");
  }

  static ShareEntry share(int nonce, Instant when, String address, String worker) {
    return new ShareEntry(
        new AcceptedShare(when, address, worker, 1000, 70, false),
        new Extranonce(0xfedcba98, 7),
        "job1",
        new Nonce(nonce));
  }

  /** Shares with the nonces from {@code first} on. */
  static List<ShareEntry> shares(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(Shares::share).toList();
  }
}
