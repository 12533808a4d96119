package org.opensy.mining.coopmine.coordinator.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.coordinator.share.ShareVerdict;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.metrics.MetricRegistry;

/** The cluster's numbers for monitoring; rates in hashes a second. Thread-safe. */
final class CoordinatorMetrics {
  private static final int MOST_WORKERS = 20;
  private static final int HEARTBEATS = 3;
  private static final String VERSION = "0.1.0";

  private static final Set<String> STALE = Set.of("stale_job", "unknown_job");
  private static final Set<String> DUPLICATE = Set.of("duplicate");

  private final Coordinator running;
  private final MetricRegistry registry;
  private final Instant begun;

  CoordinatorMetrics(Coordinator running) {
    this.running = running;
    this.registry = running.metrics().registry();
    this.begun = now();
  }

  /** Announces what is read when it is scraped. */
  void register() {
    registry.gauge("build_info", "Always 1", () -> 1, new Label("version", VERSION));
    registry.counter(
        "uptime_seconds_total",
        "Seconds since the start",
        () -> Duration.between(begun, now()).toSeconds());
    registry.gauge(
        "pool_connected", "1 while the pool has let us in", () -> running.isPoolUp() ? 1 : 0);
    registry.counter(
        "pool_reconnects_total",
        "Connections to the pool after the first",
        running::poolReconnects);
    registry.gauge("workers_total", "Workers that are registered", () -> workers().size());
    registry.gauge("workers_online", "Of them, those that were heard of", () -> online());
    registry.gauge(
        "cluster_hashrate",
        "Hashes a second, as the workers say",
        () -> workers().stream().mapToDouble(WorkerSession::reportedHashRate).sum());
    registry.gauge(
        "verified_hashrate",
        "Hashes a second, by shares whose hash was right",
        () -> totals().verifiedHashRate());
    registry.gauges(
        "worker_hashrate",
        "Hashes a second, as the worker says, of the " + MOST_WORKERS + " with most",
        this::byWorker);
    registerShares();
  }

  private void registerShares() {
    status("valid", () -> totals().accepted());
    status("stale", () -> refused(STALE::contains));
    status("duplicate", () -> refused(DUPLICATE::contains));
    status("invalid", () -> refused(why -> !STALE.contains(why) && !DUPLICATE.contains(why)));
    for (ShareVerdict.Outcome outcome : ShareVerdict.Outcome.values()) {
      if (outcome != ShareVerdict.Outcome.ACCEPTED) {
        registry.counter(
            "shares_refused_total",
            "Shares that were not taken",
            () -> refused(outcome.word()::equals),
            new Label("reason", outcome.word()));
      }
    }
  }

  private void status(String status, Supplier<Number> count) {
    registry.counter(
        "shares_total", "Shares by what became of them", count, new Label("status", status));
  }

  private long refused(Predicate<String> reason) {
    return totals().refused().entrySet().stream()
        .filter(refused -> reason.test(refused.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long online() {
    Instant silent = now().minus(running.cluster().heartbeat().multipliedBy(HEARTBEATS));
    return workers().stream().filter(worker -> worker.lastSeen().isAfter(silent)).count();
  }

  private Map<List<Label>, Double> byWorker() {
    return workers().stream()
        .sorted(Comparator.comparingDouble(WorkerSession::reportedHashRate).reversed())
        .limit(MOST_WORKERS)
        .collect(Collectors.toMap(CoordinatorMetrics::labels, WorkerSession::reportedHashRate));
  }

  private static List<Label> labels(WorkerSession worker) {
    return List.of(
        new Label("worker_id", Long.toString(worker.number())),
        new Label("worker_name", worker.registration().name()));
  }

  private List<WorkerSession> workers() {
    return running.cluster().workers().sessions();
  }

  private ShareTally.Counts totals() {
    return running.cluster().workers().totals(now());
  }

  private Instant now() {
    return running.cluster().clock().instant();
  }
}
