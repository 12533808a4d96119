package org.opensy.mining.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * Submits shares and keeps so many of them unanswered that the pool always has the next one at
 * hand. An answer's thread sends the next share, so the load costs little itself. One run each. Not
 * thread-safe.
 */
final class ShareLoad {
  /** Submits without an answer, over all connections. */
  private static final int IN_FLIGHT = 32;

  private static final long PATIENCE_SECONDS = 300;

  private final List<StratumMiner> miners;
  private final List<PreparedShare> shares;
  private final Predicate<ServerMessage> wanted;
  private final long[] answeredAt;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /**
   * A share that is known to be good.
   *
   * @param connection whose job it is, an index
   * @param nonce 8 hex digits
   * @param result 64 hex digits
   */
  record PreparedShare(int connection, String jobId, String nonce, String result) {}

  /**
   * A load for one run.
   *
   * @param miners the connections, logged in
   * @param wanted the answer that every share must get
   */
  ShareLoad(
      List<StratumMiner> miners, List<PreparedShare> shares, Predicate<ServerMessage> wanted) {
    this.miners = miners;
    this.shares = List.copyOf(shares);
    this.wanted = wanted;
    this.answeredAt = new long[shares.size()];
  }

  /**
   * Submits all of them and waits for the answers.
   *
   * @param threads how many shares the pool hashes at a time: the first and the last so many are
   *     left out of the rate, so that beginning and end do not count as time
   * @return answers a second
   * @throws IllegalStateException if the pool answers otherwise
   */
  double run(int threads) {
    int first = Math.min(IN_FLIGHT, shares.size());
    for (int i = 0; i < first; i++) {
      submitNext();
    }
    try {
      done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException failed) {
      throw new IllegalStateException(
          "a share did not get the answer it should", failed.getCause());
    }
    return rate(threads, answeredAt);
  }

  /** The rate between the {@code threads}th answer and the last but {@code threads}. */
  static double rate(int threads, long... nanos) {
    long[] times = nanos.clone();
    Arrays.sort(times);
    int counted = times.length - 2 * threads;
    if (counted < 1) {
      throw new IllegalArgumentException(times.length + " shares are too few");
    }
    return counted * 1e9 / (times[times.length - 1 - threads] - times[threads - 1]);
  }

  /** Whether a share was accepted. */
  static boolean isAccepted(ServerMessage answer) {
    return answer instanceof Ok;
  }

  /** Whether a share was refused because it had been submitted before. */
  static boolean isDuplicate(ServerMessage answer) {
    return answer instanceof ErrorReply error
        && error.code() == StratumError.DUPLICATE_SHARE.code()
        && error.message().equals(StratumError.DUPLICATE_SHARE.text());
  }

  private void submitNext() {
    int index = sent.getAndIncrement();
    if (index < shares.size() && !done.isDone()) {
      PreparedShare share = shares.get(index);
      var unused =
          miners
              .get(share.connection())
              .submitLater(share.jobId(), share.nonce(), share.result())
              .whenComplete(this::answered);
    }
  }

  private void answered(ServerMessage answer, Throwable failure) {
    if (failure != null) {
      done.completeExceptionally(failure);
    } else if (!wanted.test(answer)) {
      done.completeExceptionally(new IllegalStateException("the pool says " + answer));
    } else {
      int number = answered.getAndIncrement();
      answeredAt[number] = System.nanoTime();
      if (number + 1 == answeredAt.length) {
        done.complete(null);
      }
      submitNext();
    }
  }
}
