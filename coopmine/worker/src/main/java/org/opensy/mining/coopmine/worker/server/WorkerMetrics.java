package org.opensy.mining.coopmine.worker.server;

import org.opensy.mining.coopmine.worker.CoopMineWorker;
import org.opensy.mining.metrics.MetricRegistry;

/** The worker's numbers for monitoring. Thread-safe. */
final class WorkerMetrics {
  private WorkerMetrics() {}

  /** The numbers of this moment. */
  static String scrape(CoopMineWorker worker) {
    MetricRegistry registry = new MetricRegistry("coopmine_worker_");
    registry.gauge(
        "registered", "1 while the coordinator knows it", () -> worker.isRegistered() ? 1 : 0);
    registry.gauge("hash_rate", "Hashes a second", worker::hashRate);
    registry.counter("hashes_total", "Hashes since the start", worker::hashes);
    registry.counter(
        "shares_accepted_total", "Shares that the pool took", () -> worker.shares().accepted());
    registry.counter(
        "shares_rejected_total",
        "Shares that the pool did not take",
        () -> worker.shares().rejected());
    return registry.scrape().toString();
  }
}
