package org.opensy.mining.pool.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.live.LiveCounters;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.pool.work.PoolHasher;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.stratum.api.StratumEvent;

/** What work, ledger and listener know by themselves, read when it is scraped. Thread-safe. */
@ApplicationScoped
public class PoolMetrics {
  private static final Map<String, StratumEvent> REJECTED =
      Map.of(
          "full", StratumEvent.REFUSED_FULL,
          "address", StratumEvent.REFUSED_ADDRESS,
          "subnet", StratumEvent.REFUSED_SUBNET,
          "banned", StratumEvent.REFUSED_BANNED,
          "proxy", StratumEvent.REFUSED_PROXY);

  private final Metrics metrics;
  private final CurrentWork work;
  private final JobBroadcast listener;
  private final PoolHasher hasher;
  private final TemplateFeed feed;
  private final ShareWriter ledger;
  private final RedisLink redis;
  private final LiveCounters live;

  /** For the container's proxy. */
  protected PoolMetrics() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  PoolMetrics(
      Metrics metrics,
      CurrentWork work,
      JobBroadcast listener,
      PoolHasher hasher,
      TemplateFeed feed,
      ShareWriter ledger,
      RedisLink redis,
      LiveCounters live) {
    this.metrics = metrics;
    this.work = work;
    this.listener = listener;
    this.hasher = hasher;
    this.feed = feed;
    this.ledger = ledger;
    this.redis = redis;
    this.live = live;
  }

  /** Announces the metrics; called once, at start. */
  void register() {
    registerWork();
    degraded("database", () -> ledger.isDatabaseAway());
    degraded("redis", () -> redis.isAway());
    metrics.gauge(
        "randomx_keys", "RandomX keys ready to hash", () -> hasher.report().keys().ready());
    metrics.gauge(
        "randomx_datasets", "RandomX keys with a dataset", () -> hasher.report().keys().full());
    registerLedger();
    registerListener();
    live.announce();
  }

  private void registerWork() {
    metrics.gauge("height", "Height of the block that is mined", () -> ofWork(JobTemplate::height));
    metrics.gauge(
        "network_height",
        "Height of the block that is mined on",
        () -> ofWork(current -> current.height() - 1));
    metrics.gauge(
        "network_difficulty",
        "Hashes expected of a block",
        () -> ofWork(JobTemplate::networkDifficulty));
    metrics.gauge(
        "block_reward",
        "What the block that is mined pays, in base units",
        () -> ofWork(current -> current.template().coinbase().value().baseUnits()));
    metrics.gauge(
        "template_transactions",
        "Transactions in the current template",
        () -> ofWork(current -> current.template().transactions().size()));
    metrics.gauge(
        "node_trouble", "1 while no fresh work can be had", () -> feed.trouble().isEmpty() ? 0 : 1);
    metrics.gauge(
        "work_age_seconds",
        "Seconds since a node last gave or confirmed the work",
        () -> feed.age().map(Duration::toSeconds).orElse(0L));
  }

  private void registerLedger() {
    metrics.gauge(
        "shares_waiting", "Accepted shares not yet stored", () -> ledger.status().waiting());
    metrics.counter("shares_written", "Shares stored", () -> ledger.status().written());
    metrics.counter(
        "shares_dropped",
        "Shares that queue, journal or database refused",
        () -> ledger.status().dropped());
    ofJournal("waiting", "Shares and blocks in the journal alone", JournalStatus::waiting);
    ofJournal("bytes", "Size of the journal on disk", JournalStatus::bytes);
    ofJournal("full", "1 while the journal refuses shares: full", now -> now.full() ? 1 : 0);
    ofJournal(
        "failing", "1 while the journal refuses shares: disk fails", now -> now.failing() ? 1 : 0);
    metrics.counter(
        "journal_failures", "Times that the journal's disk failed", () -> journal().failures());
    metrics.counter(
        "journal_replayed", "Shares and blocks taken up at the start", () -> journal().replayed());
  }

  private void registerListener() {
    metrics.gauge(
        "connections_current", "Open Stratum connections", () -> listener.stats().connections());
    metrics.gauge("stratum_miners", "Miners that are logged in", () -> listener.stats().sessions());
    metrics.gauge(
        "stratum_queue_depth",
        "Requests that wait for a worker",
        () -> listener.stats().queueDepth());
    for (StratumEvent event : StratumEvent.values()) {
      metrics.counter(
          "stratum_events", "What the listener counts", count(event), Label.of("event", event));
    }
    metrics.counter("connections", "Connections let in", count(StratumEvent.CONNECTION));
    REJECTED.forEach(
        (reason, event) ->
            metrics.counter(
                "connections_rejected",
                "Connections turned away",
                count(event),
                new Label("reason", reason)));
    metrics.counter(
        "rate_limited",
        Metrics.RATE_LIMITED,
        () ->
            listener.stats().count(StratumEvent.LOGIN_LIMITED)
                + listener.stats().count(StratumEvent.SUBMIT_LIMITED),
        new Label("where", "stratum"));
    metrics.counter(
        "jobs", "Jobs sent to miners, but for those in answers", count(StratumEvent.JOB));
    metrics.gauge(
        "jobs_active",
        "Jobs that are worked on, one a miner while there is work",
        () -> work.get().isPresent() ? listener.stats().sessions() : 0);
  }

  private Supplier<Number> count(StratumEvent event) {
    return () -> listener.stats().count(event);
  }

  private void degraded(String service, BooleanSupplier away) {
    metrics.gauge(
        "degraded",
        "1 while a service that mining can do without is away",
        () -> away.getAsBoolean() ? 1 : 0,
        new Label("service", service));
  }

  private Number ofWork(Function<JobTemplate, Number> value) {
    return work.get().map(value).orElse(0);
  }

  private void ofJournal(String name, String description, Function<JournalStatus, Number> value) {
    metrics.gauge("journal_" + name, description, () -> value.apply(journal()));
  }

  private JournalStatus journal() {
    return ledger.journal();
  }
}
