package org.opensy.mining.coopmine.worker.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.opensy.mining.coopmine.worker.CoopMineWorker;

/** The worker's numbers for monitoring; the rate in hashes a second. Thread-safe. */
@ApplicationScoped
public class WorkerMetrics {
  @Inject private WorkerBean bean;
  @Inject private MetricRegistry registry;

  void register(@Observes @Initialized(ApplicationScoped.class) Object application) {
    gauge("registered", worker -> worker.isRegistered() ? 1 : 0);
    gauge("hash_rate", CoopMineWorker::hashRate);
    gauge("hashes", CoopMineWorker::hashes);
    gauge("shares_accepted", worker -> worker.shares().accepted());
    gauge("shares_rejected", worker -> worker.shares().rejected());
  }

  private void gauge(String name, ToDoubleFunction<CoopMineWorker> number) {
    var unused =
        registry.gauge(
            "opensy_coopmine_worker_" + name,
            () -> bean.running().map(number::applyAsDouble).orElse(0.0));
  }
}
