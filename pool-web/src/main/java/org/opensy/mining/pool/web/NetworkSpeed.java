package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.opensy.mining.pool.node.NodeClient;

/**
 * The network's speed, for display: a node that is slow or away leaves it out instead of holding up
 * the page. Being annotated, this bean also is what switches MicroProfile Fault Tolerance on for
 * the whole application, the node client included. Thread-safe.
 */
@ApplicationScoped
public class NetworkSpeed {
  private final NodeClient node;

  /** For the container's proxy. */
  protected NetworkSpeed() {
    this(null);
  }

  @Inject
  NetworkSpeed(NodeClient node) {
    this.node = node;
  }

  /** Hashes a second as the node estimates them, or nothing. */
  @Timeout(2000)
  @Fallback(fallbackMethod = "unknown")
  public Optional<BigDecimal> hashesPerSecond() {
    return Optional.of(node.networkHashesPerSecond());
  }

  Optional<BigDecimal> unknown() {
    return Optional.empty();
  }
}
