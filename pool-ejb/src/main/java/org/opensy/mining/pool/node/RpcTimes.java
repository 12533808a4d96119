package org.opensy.mining.pool.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.metrics.RegisteredMetrics;

/**
 * Counts the calls of nodes and wallet by method, of which there are as many as the pool has calls
 * for. Thread-safe.
 */
@ApplicationScoped
public class RpcTimes {
  private final Map<String, Method> methods = new ConcurrentHashMap<>();
  private final Metrics metrics;
  private final Counter errors;

  /** For the container's proxy. */
  protected RpcTimes() {
    metrics = null;
    errors = null;
  }

  /** Announces the metrics. */
  @Inject
  public RpcTimes(Metrics metrics) {
    this.metrics = metrics;
    this.errors = metrics.counter("rpc_errors", "Calls of nodes and wallet that failed");
    Method unused = of("getblocktemplate");
  }

  /** Times that nobody scrapes. */
  static RpcTimes unseen() {
    return new RpcTimes(new RegisteredMetrics());
  }

  private record Method(Counter requests, Histogram seconds) {}

  private Method of(String name) {
    return methods.computeIfAbsent(
        name,
        first -> {
          Label label = new Label("method", name);
          return new Method(
              metrics.counter("rpc_requests", "Calls of nodes and wallet", label),
              metrics.histogram(
                  "rpc_latency_seconds",
                  "Seconds that nodes and wallet took to answer; without long polls",
                  Buckets.CALLS,
                  label));
        });
  }

  /** A call is made. */
  void asked(String method) {
    of(method).requests().inc();
  }

  /** It is answered, if only with an error. */
  void answered(String method, long nanos) {
    of(method).seconds().observeNanos(nanos);
  }

  /** It has no result. */
  void failed() {
    errors.inc();
  }
}
