package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.block.BlockStore;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.pool.work.TemplateFeed;

/**
 * Gathers the pool's statistics, at most once in two seconds however many ask. A database that does
 * not answer leaves the blocks as they were, and holds up nobody but who gathers. Thread-safe.
 */
@ApplicationScoped
public class PoolStatistics {
  private static final Logger LOG = System.getLogger(PoolStatistics.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final ReentrantLock gathering = new ReentrantLock();
  private volatile Gathered last;
  private volatile PoolStats.Blocks lastBlocks;
  private final PoolConfig config;
  private final CurrentWork work;
  private final TemplateFeed feed;
  private final NetworkSpeed network;
  private final MiningActivity activity;
  private final BlockStore store;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected PoolStatistics() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PoolStatistics(
      PoolConfig config,
      CurrentWork work,
      TemplateFeed feed,
      NetworkSpeed network,
      MiningActivity activity,
      BlockStore store,
      InstantSource clock) {
    this.config = config;
    this.work = work;
    this.feed = feed;
    this.network = network;
    this.activity = activity;
    this.store = store;
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
        work.get().map(current -> current.height()).orElse(null),
        chain(),
        activity.miners(now),
        activity.sharesLastHour(),
        blocks());
  }

  private PoolStats.Chain chain() {
    BigInteger difficulty = work.get().map(JobTemplate::networkDifficulty).orElse(null);
    return new PoolStats.Chain(difficulty, network.hashesPerSecond().orElse(null), trouble());
  }

  /**
   * Null if there is none. The public hears that there is trouble; the log has the node's address
   * and words.
   */
  private String trouble() {
    return feed.trouble().isEmpty() ? null : "no node gives fresh work";
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
      lastBlocks = new PoolStats.Blocks(found, onChain, store.lastFoundAt().orElse(null));
    } catch (DatabaseException away) {
      LOG.log(Level.DEBUG, "block counts as they were: the database does not answer", away);
    }
    return lastBlocks;
  }
}
