package org.opensy.mining.coopmine.coordinator.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;

/** The cluster's numbers for monitoring; rates in hashes a second. Thread-safe. */
@ApplicationScoped
public class CoordinatorMetrics {
  @Inject private CoordinatorBean bean;
  @Inject private MetricRegistry registry;

  void register(@Observes @Initialized(ApplicationScoped.class) Object application) {
    gauge("pool_up", running -> running.isPoolUp() ? 1 : 0);
    gauge("workers", running -> running.cluster().workers().sessions().size());
    gauge("hash_rate", CoordinatorMetrics::reported);
    gauge("verified_hash_rate", running -> totals(running).verifiedHashRate());
    gauge("shares_accepted", running -> totals(running).accepted());
    gauge("shares_rejected", running -> totals(running).rejected());
  }

  private void gauge(String name, ToDoubleFunction<Coordinator> number) {
    var unused =
        registry.gauge(
            "opensy_coopmine_" + name, () -> bean.running().map(number::applyAsDouble).orElse(0.0));
  }

  private static double reported(Coordinator running) {
    return running.cluster().workers().sessions().stream()
        .mapToDouble(WorkerSession::reportedHashRate)
        .sum();
  }

  private static ShareTally.Counts totals(Coordinator running) {
    return running.cluster().workers().totals(running.cluster().clock().instant());
  }
}
