package org.opensy.mining.pool.web;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.block.BlockStore;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.ledger.LedgerQueries;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.stratum.ShareCounters;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.pool.work.PoolHasher;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.randomx.RandomXReport;
import org.opensy.mining.stratum.api.StratumStats;

/**
 * Gathers the statistics, at most once in two seconds however many ask. A database that does not
 * answer leaves its part as it was, and holds up nobody but who gathers. Thread-safe.
 */
@ApplicationScoped
public class PoolStatistics {
  private static final Logger LOG = System.getLogger(PoolStatistics.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final ReentrantLock gathering = new ReentrantLock();
  private volatile Gathered last;
  private volatile PoolStats.Blocks lastBlocks = new PoolStats.Blocks(0, 0);
  private final PoolConfig config;
  private final CurrentWork work;
  private final TemplateFeed feed;
  private final NetworkSpeed network;
  private final JobBroadcast listener;
  private final HashrateWindow hashrates;
  private final LedgerQueries ledger;
  private final BlockStore store;
  private final ShareWriter writer;
  private final ShareCounters counters;
  private final PoolHasher hasher;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected PoolStatistics() {
    this(null, null, null, null, null, null, null, null, null, null, null, null);
  }

  @Inject
  PoolStatistics(
      PoolConfig config,
      CurrentWork work,
      TemplateFeed feed,
      NetworkSpeed network,
      JobBroadcast listener,
      HashrateWindow hashrates,
      LedgerQueries ledger,
      BlockStore store,
      ShareWriter writer,
      ShareCounters counters,
      PoolHasher hasher,
      InstantSource clock) {
    this.config = config;
    this.work = work;
    this.feed = feed;
    this.network = network;
    this.listener = listener;
    this.hashrates = hashrates;
    this.ledger = ledger;
    this.store = store;
    this.writer = writer;
    this.counters = counters;
    this.hasher = hasher;
    this.clock = clock;
  }

  private record Gathered(PoolStats stats, Instant at) {}

  /** The statistics of this moment, give or take two seconds, or the last while new ones come. */
  public PoolStats now() {
    Gathered known = last;
    if (known != null && (isFresh(known) || gathering.isLocked())) {
      return known.stats();
    }
    gathering.lock();
    try {
      if (last == null || !isFresh(last)) {
        last = new Gathered(gather(clock.instant()), clock.instant());
      }
      return last.stats();
    } finally {
      gathering.unlock();
    }
  }

  private boolean isFresh(Gathered some) {
    return some.at().plus(FRESH).isAfter(clock.instant());
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
    BigInteger difficulty = work.get().map(JobTemplate::networkDifficulty).orElse(BigInteger.ZERO);
    return new PoolStats.Chain(difficulty, network.hashesPerSecond().orElse(null), trouble());
  }

  /** The public hears that there is trouble; the log has the node's address and words. */
  private String trouble() {
    return feed.trouble().isEmpty() ? "" : "no node gives fresh work";
  }

  private PoolStats.Miners miners(Instant now) {
    StratumStats stats = listener.stats();
    double hashrate = hashrates.poolHashrate(WINDOW).orElseGet(() -> recordedHashrate(now));
    return new PoolStats.Miners(stats.connections(), stats.sessions(), Math.round(hashrate));
  }

  private double recordedHashrate(Instant now) {
    try {
      return ledger.sharesSince(now.minus(WINDOW)).work() / (double) WINDOW.toSeconds();
    } catch (EJBException away) {
      LOG.log(Level.DEBUG, "no hash rate: neither Redis nor the database answers", away);
      return 0;
    }
  }

  private PoolStats.Blocks blocks() {
    try {
      Map<BlockStatus, Long> counts = store.counts();
      long found = counts.values().stream().mapToLong(Long::longValue).sum();
      long onChain =
          counts.entrySet().stream()
              .filter(count -> count.getKey().isOnChain())
              .mapToLong(Map.Entry::getValue)
              .sum();
      lastBlocks = new PoolStats.Blocks(found, onChain);
    } catch (DatabaseException away) {
      LOG.log(Level.DEBUG, "block counts as they were: the database does not answer", away);
    }
    return lastBlocks;
  }

  private PoolStats.RandomX randomx() {
    RandomXReport report = hasher.report();
    return new PoolStats.RandomX(
        report.mode().name().toLowerCase(Locale.ROOT),
        report.pages().name().toLowerCase(Locale.ROOT),
        report.keys().ready());
  }
}
