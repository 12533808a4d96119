package org.opensy.mining.pool.web;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.cluster.ShareCounts;
import org.opensy.mining.pool.ledger.AcceptedWork;
import org.opensy.mining.pool.ledger.LedgerQueries;
import org.opensy.mining.pool.ledger.MinersAtWork;

/**
 * Who mines at all instances, and what: from Redis and the database, never from what this instance
 * counts. Thread-safe.
 */
@ApplicationScoped
public class MiningActivity {
  private static final Logger LOG = System.getLogger(MiningActivity.class.getName());
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Supplier<OptionalDouble> hashrate;
  private final Supplier<OptionalInt> online;
  private final Supplier<Optional<ShareCounts.Counts>> counts;
  private final Function<Instant, AcceptedWork> work;
  private final Function<Instant, MinersAtWork> atWork;

  /** For the container's proxy. */
  protected MiningActivity() {
    this(null, null, null, null, null);
  }

  @Inject
  MiningActivity(
      HashrateWindow hashrates, OnlineWorkers online, ShareCounts counts, LedgerQueries ledger) {
    this(
        () -> hashrates.poolHashrate(WINDOW),
        online::count,
        counts::lastHour,
        ledger::workSince,
        ledger::atWorkSince);
  }

  /**
   * @param hashrate of the pool, from Redis
   * @param online workers that are logged in, from Redis
   * @param counts of the last hour, from Redis
   * @param work accepted since then, from the database
   * @param atWork who had a share since then, from the database
   */
  MiningActivity(
      Supplier<OptionalDouble> hashrate,
      Supplier<OptionalInt> online,
      Supplier<Optional<ShareCounts.Counts>> counts,
      Function<Instant, AcceptedWork> work,
      Function<Instant, MinersAtWork> atWork) {
    this.hashrate = hashrate;
    this.online = online;
    this.counts = counts;
    this.work = work;
    this.atWork = atWork;
  }

  /** Who mines. */
  PoolStats.Miners miners(Instant now) {
    Instant since = now.minus(WINDOW);
    Optional<MinersAtWork> working = recorded(atWork, since);
    OptionalInt workers = online.get();
    return new PoolStats.Miners(
        working.map(MinersAtWork::miners).orElse(null),
        working.map(MinersAtWork::workers).orElse(null),
        workers.isPresent() ? workers.getAsInt() : null,
        hashrate(now));
  }

  /** The shares of the last hour; null if they are not known. */
  PoolStats.Shares sharesLastHour() {
    return counts
        .get()
        .map(known -> new PoolStats.Shares(known.accepted(), known.rejected()))
        .orElse(null);
  }

  private Long hashrate(Instant now) {
    OptionalDouble counted = hashrate.get();
    return counted.isPresent()
        ? Long.valueOf(Math.round(counted.getAsDouble()))
        : recorded(work, now.minus(WINDOW))
            .map(recent -> Math.round(recent.hashesPerSecond(now, WINDOW)))
            .orElse(null);
  }

  private static <T> Optional<T> recorded(Function<Instant, T> query, Instant since) {
    try {
      return Optional.of(query.apply(since));
    } catch (EJBException away) {
      LOG.log(Level.DEBUG, "left out of the statistics: the database does not answer", away);
      return Optional.empty();
    }
  }
}
