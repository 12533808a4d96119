package org.opensy.mining.pool.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.metrics.BuildInfo;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.sql.StatementWatch;
import org.opensy.mining.pool.stratum.PoolAdmission;
import org.opensy.mining.pool.work.PoolHasher;

/** What was built, and how long things take: verification, jobs, database, Redis. Thread-safe. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ResourceMetrics {
  private final Metrics metrics;
  private final PoolAdmission admission;
  private final PoolHasher hasher;
  private final RedisLink redis;
  private final InstantSource clock;

  /** For the container's view of the bean. */
  public ResourceMetrics() {
    this(null, null, null, null, null);
  }

  @Inject
  ResourceMetrics(
      Metrics metrics,
      PoolAdmission admission,
      PoolHasher hasher,
      RedisLink redis,
      InstantSource clock) {
    this.metrics = metrics;
    this.admission = admission;
    this.hasher = hasher;
    this.redis = redis;
    this.clock = clock;
  }

  /** Announces the metrics; the container does it at the start. */
  @PostConstruct
  public void register() {
    BuildInfo build = BuildInfo.read();
    metrics.gauge(
        "build_info",
        "Always 1; the labels say what runs",
        () -> 1,
        new Label("version", build.version()),
        new Label("revision", build.revision()));
    Instant begun = clock.instant();
    metrics.gauge(
        "pool_uptime_seconds",
        "Seconds since the start",
        () -> Duration.between(begun, clock.instant()).toSeconds());
    metrics.histogram(
        "shares_latency_seconds",
        "Seconds from a miner's line with a share to its answer",
        admission.shareTimes());
    metrics.histogram(
        "job_latency_seconds",
        "Seconds from new work to the job of each miner",
        admission.jobTimes());
    metrics.histogram(
        "verification_seconds",
        "Seconds that a RandomX hash took, with the wait for a free machine",
        hasher.hashTimes());
    registerRedis();
    StatementWatch.set(new DatabaseTimes(metrics));
  }

  private void registerRedis() {
    metrics.gauge("redis_up", "1 while Redis answers", () -> redis.isAway() ? 0 : 1);
    metrics.gauge("redis_connections", "Connections to Redis", () -> redis.connections());
    metrics.histogram(
        "redis_latency_seconds", "Seconds that calls of Redis took", redis.callTimes());
    metrics.counter("redis_errors", "Calls of Redis that brought nothing", () -> redis.failures());
  }
}
