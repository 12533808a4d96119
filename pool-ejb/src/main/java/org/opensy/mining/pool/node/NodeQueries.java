package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * The one guarded way to ask the nodes: retried, behind a circuit breaker, within a time. It has a
 * bean of its own since interceptors see only calls from outside. Only transport failures count; an
 * error object is an answer. Thread-safe.
 */
@ApplicationScoped
public class NodeQueries {
  private final NodeChannels nodes;
  private final Duration readTimeout;

  /** For the container's proxy. */
  protected NodeQueries() {
    this(null, (Duration) null);
  }

  @Inject
  NodeQueries(NodeChannels nodes, PoolConfig config) {
    this(nodes, config.node().times().read());
  }

  NodeQueries(NodeChannels nodes, Duration readTimeout) {
    this.nodes = nodes;
    this.readTimeout = readTimeout;
  }

  /**
   * Asks the first node that answers.
   *
   * @throws NodeException if none did, or with an error object
   */
  @Retry(
      maxRetries = 2,
      delay = 200,
      jitter = 100,
      maxDuration = 60_000,
      retryOn = NodeUnreachableException.class)
  @CircuitBreaker(
      requestVolumeThreshold = 10,
      failureRatio = 0.6,
      delay = 3000,
      failOn = NodeUnreachableException.class)
  @Timeout(value = 45, unit = ChronoUnit.SECONDS)
  public JsonNode ask(RpcCall call) {
    return nodes.queries().first(node -> node.call(call, readTimeout));
  }

  /**
   * The same for what miners wait for: with connections and a circuit breaker of its own.
   *
   * @throws NodeException if none did, or with an error object
   */
  @Retry(
      maxRetries = 2,
      delay = 200,
      jitter = 100,
      maxDuration = 60_000,
      retryOn = NodeUnreachableException.class)
  @CircuitBreaker(
      requestVolumeThreshold = 10,
      failureRatio = 0.6,
      delay = 3000,
      failOn = NodeUnreachableException.class)
  @Timeout(value = 45, unit = ChronoUnit.SECONDS)
  public JsonNode askForWork(RpcCall call) {
    return nodes.work().first(node -> node.call(call, readTimeout));
  }
}
