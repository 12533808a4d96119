package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.LedgerQueries;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.stratum.CurrentWork;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.stratum.PoolHasher;
import org.opensy.mining.pool.stratum.ShareCounters;
import org.opensy.mining.pool.stratum.TemplateFeed;
import org.opensy.mining.randomx.RandomXReport;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.Difficulty;

/** Gathers the statistics, at most once in two seconds however many ask. Thread-safe. */
@ApplicationScoped
public class StatsDesk {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofMinutes(10);

  @Inject private PoolConfig config;
  @Inject private CurrentWork work;
  @Inject private TemplateFeed feed;
  @Inject private NetworkSpeed network;
  @Inject private JobBroadcast listener;
  @Inject private HashrateWindow hashrates;
  @Inject private LedgerQueries ledger;
  @Inject private ShareWriter writer;
  @Inject private ShareCounters counters;
  @Inject private PoolHasher hasher;
  @Inject private InstantSource clock;

  private Instant gatheredAt = Instant.MIN;
  private PoolStats gathered;

  /** The statistics of this moment, give or take two seconds. */
  public synchronized PoolStats now() {
    Instant now = clock.instant();
    if (gathered == null || gatheredAt.plus(FRESH).isBefore(now)) {
      gathered = gather(now);
      gatheredAt = now;
    }
    return gathered;
  }

  private PoolStats gather(Instant now) {
    return new PoolStats(
        config.chain().network().chainName(),
        work.get().map(current -> current.height()).orElse(0L),
        chain(),
        miners(now),
        new PoolStats.Shares(counters.accepted(), counters.rejected(), writer.status().waiting()),
        blocks(),
        randomx());
  }

  private PoolStats.Chain chain() {
    BigInteger difficulty =
        work.get()
            .map(current -> Difficulty.ofTarget(current.networkTarget()).value())
            .orElse(BigInteger.ZERO);
    return new PoolStats.Chain(difficulty, network.hashesPerSecond().orElse(null), feed.trouble());
  }

  private PoolStats.Miners miners(Instant now) {
    StratumStats stats = listener.stats();
    long hashrate =
        Math.round(
            hashrates
                .poolHashrate(WINDOW)
                .orElseGet(
                    () ->
                        ledger.sharesSince(now.minus(WINDOW)).work()
                            / (double) WINDOW.toSeconds()));
    return new PoolStats.Miners(stats.connections(), stats.sessions(), hashrate);
  }

  private PoolStats.Blocks blocks() {
    Map<BlockStatus, Long> counts = ledger.blockCounts();
    long found = counts.values().stream().mapToLong(Long::longValue).sum();
    return new PoolStats.Blocks(found, counts.get(BlockStatus.ACCEPTED));
  }

  private PoolStats.RandomX randomx() {
    RandomXReport report = hasher.report();
    return new PoolStats.RandomX(
        report.mode().name().toLowerCase(Locale.ROOT),
        report.pages().name().toLowerCase(Locale.ROOT),
        report.keys().ready());
  }
}
