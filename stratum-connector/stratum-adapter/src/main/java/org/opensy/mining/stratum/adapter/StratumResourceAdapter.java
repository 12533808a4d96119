package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.transport.FailureLog;
import org.opensy.mining.stratum.transport.SessionIds;
import org.opensy.mining.stratum.transport.Surroundings;

/**
 * Opens a port for each activated message bean and closes it with the bean. All or nothing: an
 * activation that fails leaves nothing behind. Thread-safe.
 */
public final class StratumResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;

  private record Endpoint(MessageEndpointFactory factory, ActivationSpec spec) {}

  private final transient Map<Endpoint, StratumActivation> activations = new ConcurrentHashMap<>();
  private final transient SessionIds sessionIds = new SessionIds();
  private transient volatile WorkManager workManager;

  @Override
  public void start(BootstrapContext context) {
    workManager = context.getWorkManager();
  }

  /** Closes what is still open; each port within its bound. */
  @Override
  public void stop() {
    Collection<StratumActivation> open = List.copyOf(activations.values());
    activations.clear();
    open.forEach(StratumActivation::stop);
  }

  /**
   * Opens the port of a message bean.
   *
   * @throws ResourceException with a text that names every bad setting, or host and port if the
   *     port cannot be opened
   */
  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof StratumActivationSpec stratumSpec)) {
      throw new ResourceException("Not an activation of Stratum: " + spec);
    }
    Surroundings surroundings =
        new Surroundings(sessionIds, InstantSource.system(), new FailureLog());
    activations.put(
        new Endpoint(factory, spec),
        StratumActivation.start(stratumSpec.settings(), factory, workManager, surroundings));
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    StratumActivation activation = activations.remove(new Endpoint(factory, spec));
    if (activation != null) {
      activation.stop();
    }
  }

  /** No transactions. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  void open() {
    activations.values().forEach(activation -> activation.server().open());
  }

  boolean send(long sessionId, StratumJob job) {
    return activations.values().stream().anyMatch(open -> open.server().send(sessionId, job));
  }

  int broadcast(JobSource jobs) {
    return activations.values().stream().mapToInt(open -> open.server().broadcast(jobs)).sum();
  }

  int sessions() {
    return activations.values().stream().mapToInt(open -> open.server().sessions()).sum();
  }

  StratumStats stats() {
    return activations.values().stream()
        .map(open -> open.server().stats())
        .reduce(StratumStats.NONE, StratumStats::plus);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
