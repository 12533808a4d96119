package org.opensy.mining.coopmine.worker.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.opensy.mining.coopmine.worker.CoopMineWorker;

/** Alive when its threads run, ready when the coordinator knows it. Thread-safe. */
@ApplicationScoped
public class WorkerHealth {
  @Inject private WorkerBean bean;

  @Produces
  @Liveness
  @ApplicationScoped
  HealthCheck live() {
    return () -> answer("coopmine-worker", bean.running().isPresent());
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ready() {
    return () ->
        answer(
            "coopmine-coordinator",
            bean.running().filter(CoopMineWorker::isRegistered).isPresent());
  }

  private static HealthCheckResponse answer(String name, boolean up) {
    return HealthCheckResponse.named(name).status(up).build();
  }
}
