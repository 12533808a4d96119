package org.opensy.mining.coopmine.coordinator.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.opensy.mining.coopmine.coordinator.Coordinator;

/** Alive when workers are served, ready when the pool is there too. Thread-safe. */
@ApplicationScoped
public class CoordinatorHealth {
  @Inject private CoordinatorBean bean;

  @Produces
  @Liveness
  @ApplicationScoped
  HealthCheck live() {
    return () -> answer("coopmine-coordinator", bean.running().isPresent());
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ready() {
    return () -> answer("coopmine-pool", bean.running().filter(Coordinator::isPoolUp).isPresent());
  }

  private static HealthCheckResponse answer(String name, boolean up) {
    return HealthCheckResponse.named(name).status(up).build();
  }
}
