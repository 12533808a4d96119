package org.opensy.mining.coopmine.coordinator.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.metrics.MetricRegistry;

/** Counts what happens, under the names that dashboards know. Thread-safe. */
public final class ClusterMetrics {
  private static final Buckets JOBS = Buckets.exponential(1, 2, 12);

  private final MetricRegistry registry = new MetricRegistry("coopmine_");
  private final AtomicInteger connections = new AtomicInteger();
  private final Histogram shareSeconds;
  private final Histogram poolSeconds;
  private final Histogram jobSeconds;
  private final Counter jobs;
  private final Counter blocks;
  private long jobBegun;
  private boolean hasJob;

  /** Announces the metrics. */
  public ClusterMetrics() {
    shareSeconds =
        registry.histogram(
            "shares_latency_seconds", "Seconds from a share to its answer", Buckets.CALLS);
    poolSeconds =
        registry.histogram(
            "pool_latency_seconds", "Seconds from a share to the pool's answer", Buckets.CALLS);
    jobSeconds =
        registry.histogram(
            "jobs_duration_seconds", "Seconds from a job to the next, or to none", JOBS);
    jobs = registry.counter("jobs_total", "Jobs of the pool");
    blocks = registry.counter("blocks_found_total", "Shares that the pool took as blocks");
    registry.gauge("jobs_active", "1 while there is a job", this::activeJobs);
    registry.gauge("grpc_connections", "Connections of workers", connections::get);
  }

  /** For what the parts of the coordinator know by themselves. */
  public MetricRegistry registry() {
    return registry;
  }

  /** A job has come. */
  public synchronized void job(long nanoTime) {
    noJob(nanoTime);
    jobs.inc();
    jobBegun = nanoTime;
    hasJob = true;
  }

  /** There is no job any more. */
  public synchronized void noJob(long nanoTime) {
    if (hasJob) {
      jobSeconds.observeNanos(nanoTime - jobBegun);
    }
    hasJob = false;
  }

  private synchronized int activeJobs() {
    return hasJob ? 1 : 0;
  }

  /** The pool has answered a share. */
  public void poolAnswered(long nanos) {
    poolSeconds.observeNanos(nanos);
  }

  /** A worker has its answer to a share. */
  public void shareAnswered(long nanos) {
    shareSeconds.observeNanos(nanos);
  }

  /** The pool took a share that is a block. */
  public void block() {
    blocks.inc();
  }

  /** A worker has connected. */
  public void connected() {
    connections.incrementAndGet();
  }

  /** A worker's connection has ended. */
  public void disconnected() {
    connections.decrementAndGet();
  }

  /**
   * A call has ended.
   *
   * @param method one of the protocol's
   * @param status its name in gRPC
   * @param nanos how long it took
   */
  public void called(String method, String status, long nanos) {
    streamed(method, status);
    Label of = new Label("method", method);
    registry
        .histogram("grpc_latency_seconds", "Seconds that calls of workers took", Buckets.CALLS, of)
        .observeNanos(nanos);
  }

  /** A stream has ended: how long it took says nothing. */
  public void streamed(String method, String status) {
    registry
        .counter(
            "grpc_requests_total",
            "Calls of workers",
            new Label("method", method),
            new Label("status", status))
        .inc();
  }
}
