package org.opensy.mining.coopmine.coordinator.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.opensy.mining.coopmine.coordinator.rpc.Cluster;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;

/** The cluster's numbers for monitoring. Thread-safe. */
@ApplicationScoped
public class CoordinatorMetrics {
  private static final String PREFIX = "opensy_coopmine_";

  @Inject private CoordinatorBean bean;

  @Gauge(name = PREFIX + "pool_up", absolute = true, unit = "none")
  public int poolUp() {
    return bean.running().filter(coordinator -> coordinator.isPoolUp()).isPresent() ? 1 : 0;
  }

  @Gauge(name = PREFIX + "workers", absolute = true, unit = "none")
  public double workers() {
    return read(cluster -> cluster.workers().sessions().size());
  }

  @Gauge(name = PREFIX + "hash_rate", absolute = true, unit = "hashes per second")
  public double hashRate() {
    return read(
        cluster ->
            cluster.workers().sessions().stream()
                .mapToDouble(WorkerSession::reportedHashRate)
                .sum());
  }

  @Gauge(name = PREFIX + "verified_hash_rate", absolute = true, unit = "hashes per second")
  public double verifiedHashRate() {
    return read(cluster -> totals(cluster).verifiedHashRate());
  }

  @Gauge(name = PREFIX + "shares_accepted", absolute = true, unit = "none")
  public double accepted() {
    return read(cluster -> totals(cluster).accepted());
  }

  @Gauge(name = PREFIX + "shares_rejected", absolute = true, unit = "none")
  public double rejected() {
    return read(cluster -> totals(cluster).rejected());
  }

  private static ShareTally.Counts totals(Cluster cluster) {
    return cluster.workers().totals(cluster.clock().instant());
  }

  private double read(ToDoubleFunction<Cluster> number) {
    return bean.running().map(running -> number.applyAsDouble(running.cluster())).orElse(0.0);
  }
}
