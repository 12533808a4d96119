package org.opensy.mining.coopmine.worker.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.opensy.mining.coopmine.worker.Worker;

/** The worker's numbers for monitoring. Thread-safe. */
@ApplicationScoped
public class WorkerMetrics {
  private static final String PREFIX = "opensy_coopmine_worker_";

  @Inject private WorkerBean bean;

  @Gauge(name = PREFIX + "registered", absolute = true, unit = "none")
  public double registered() {
    return read(worker -> worker.isRegistered() ? 1 : 0);
  }

  @Gauge(name = PREFIX + "hash_rate", absolute = true, unit = "hashes per second")
  public double hashRate() {
    return read(Worker::hashRate);
  }

  @Gauge(name = PREFIX + "hashes", absolute = true, unit = "none")
  public double hashes() {
    return read(Worker::hashes);
  }

  @Gauge(name = PREFIX + "shares_accepted", absolute = true, unit = "none")
  public double accepted() {
    return read(worker -> worker.shares().accepted());
  }

  @Gauge(name = PREFIX + "shares_rejected", absolute = true, unit = "none")
  public double rejected() {
    return read(worker -> worker.shares().rejected());
  }

  private double read(ToDoubleFunction<Worker> number) {
    return bean.running().map(number::applyAsDouble).orElse(0.0);
  }
}
