package org.opensy.mining.pool.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.ledger.ShareWriterStatus;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.pool.work.PoolHasher;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumStats;

/** Gauges that are read when metrics are scraped. Thread-safe. */
@ApplicationScoped
public class PoolMetrics {
  private final Metrics metrics;
  private final CurrentWork work;
  private final JobBroadcast listener;
  private final PoolHasher hasher;
  private final TemplateFeed feed;
  private final ShareWriter ledger;
  private final RedisLink redis;

  /** For the container's proxy. */
  protected PoolMetrics() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PoolMetrics(
      Metrics metrics,
      CurrentWork work,
      JobBroadcast listener,
      PoolHasher hasher,
      TemplateFeed feed,
      ShareWriter ledger,
      RedisLink redis) {
    this.metrics = metrics;
    this.work = work;
    this.listener = listener;
    this.hasher = hasher;
    this.feed = feed;
    this.ledger = ledger;
    this.redis = redis;
  }

  /** Announces the gauges; called once, at start. */
  void register() {
    metrics.gauge("height", "Height of the block that is mined", () -> ofWork(JobTemplate::height));
    metrics.gauge(
        "network_difficulty",
        "Hashes expected of a block",
        () -> ofWork(JobTemplate::networkDifficulty));
    metrics.gauge(
        "template_transactions",
        "Transactions in the current template",
        () -> ofWork(current -> current.template().transactions().size()));
    metrics.gauge(
        "node_trouble", "1 while no fresh work can be had", () -> feed.trouble().isEmpty() ? 0 : 1);
    degraded("database", () -> ledger.isDatabaseAway());
    degraded("redis", () -> redis.isAway());
    metrics.gauge("redis_failures", "Calls of Redis that brought nothing", () -> redis.failures());
    metrics.gauge(
        "work_age_seconds",
        "Seconds since a node last gave or confirmed the work",
        () -> feed.age().map(Duration::toSeconds).orElse(0L));
    metrics.gauge(
        "randomx_keys", "RandomX keys ready to hash", () -> hasher.report().keys().ready());
    metrics.gauge(
        "randomx_datasets", "RandomX keys with a dataset", () -> hasher.report().keys().full());
    ofLedger("waiting", "Accepted shares not yet stored", ShareWriterStatus::waiting);
    ofLedger("written", "Shares stored", ShareWriterStatus::written);
    ofLedger(
        "dropped", "Shares that queue, journal or database refused", ShareWriterStatus::dropped);
    ofJournal("waiting", "Shares and blocks in the journal alone", JournalStatus::waiting);
    ofJournal("bytes", "Size of the journal on disk", JournalStatus::bytes);
    ofJournal("full", "1 while the journal refuses shares: full", now -> now.full() ? 1 : 0);
    ofJournal(
        "failing", "1 while the journal refuses shares: disk fails", now -> now.failing() ? 1 : 0);
    ofJournal("failures", "Times that the journal's disk failed", JournalStatus::failures);
    ofJournal("replayed", "Shares and blocks taken up at the start", JournalStatus::replayed);
    ofListener("connections", "Open Stratum connections", StratumStats::connections);
    ofListener("miners", "Miners that are logged in", StratumStats::sessions);
    ofListener("queue_depth", "Requests that wait for a worker", StratumStats::queueDepth);
    for (StratumEvent event : StratumEvent.values()) {
      metrics.gauge(
          "stratum_events",
          "What the listener counts",
          () -> listener.stats().count(event),
          Metrics.tag("event", event));
    }
  }

  private void degraded(String service, BooleanSupplier away) {
    metrics.gauge(
        "degraded",
        "1 while a service that mining can do without is away",
        () -> away.getAsBoolean() ? 1 : 0,
        new Tag("service", service));
  }

  private Number ofWork(Function<JobTemplate, Number> value) {
    return work.get().map(value).orElse(0);
  }

  private void ofLedger(
      String name, String description, Function<ShareWriterStatus, Number> value) {
    metrics.gauge("shares_" + name, description, () -> value.apply(ledger.status()));
  }

  private void ofJournal(String name, String description, Function<JournalStatus, Number> value) {
    metrics.gauge("journal_" + name, description, () -> value.apply(ledger.journal()));
  }

  private void ofListener(String name, String description, Function<StratumStats, Number> value) {
    metrics.gauge("stratum_" + name, description, () -> value.apply(listener.stats()));
  }
}
