package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.transport.FailureLog;
import org.opensy.mining.stratum.transport.ServerEnvironment;
import org.opensy.mining.stratum.transport.SessionIds;

/**
 * Has the ports of each activated message bean, from {@link #open} until the bean is deactivated.
 * The activation itself binds nothing: the container activates message beans before it has looked
 * at the rest of the application, so a taken port would hide everything else that is wrong with it,
 * and miners would knock at a pool that has not started. Opening is all or nothing. Thread-safe.
 */
public final class StratumResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;

  private record Endpoint(MessageEndpointFactory factory, ActivationSpec spec) {}

  private final transient Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();
  private final transient Map<Endpoint, StratumActivation> activations = new ConcurrentHashMap<>();
  private final transient SessionIds sessionIds = new SessionIds();
  private transient volatile WorkManager workManager;

  @Override
  public void start(BootstrapContext context) {
    workManager = context.getWorkManager();
  }

  /** Closes what is still open; each port within its bound. */
  @Override
  public synchronized void stop() {
    endpoints.clear();
    shut();
  }

  /** Remembers the message bean for {@link #open}. */
  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof StratumActivationSpec)) {
      throw new ResourceException("Not an activation of Stratum: " + spec);
    }
    endpoints.add(new Endpoint(factory, spec));
  }

  @Override
  public synchronized void endpointDeactivation(
      MessageEndpointFactory factory, ActivationSpec spec) {
    Endpoint endpoint = new Endpoint(factory, spec);
    endpoints.remove(endpoint);
    close(List.of(endpoint));
  }

  /** No transactions. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /**
   * Opens the ports, unless they are open: all of them, or none.
   *
   * @throws ResourceException with a text that names host and port if a port cannot be opened, or
   *     the file if a certificate cannot be used
   */
  synchronized void open(Opening opening) throws ResourceException {
    List<Endpoint> opened = new ArrayList<>();
    try {
      for (Endpoint endpoint : endpoints) {
        if (!activations.containsKey(endpoint)) {
          activations.put(endpoint, start(endpoint, opening));
          opened.add(endpoint);
        }
      }
    } catch (ResourceException failed) {
      close(opened);
      throw failed;
    }
  }

  /** Closes all ports; the message beans stay known, for the next {@link #open}. */
  synchronized void shut() {
    close(List.copyOf(activations.keySet()));
  }

  private StratumActivation start(Endpoint endpoint, Opening opening) throws ResourceException {
    ServerEnvironment environment =
        new ServerEnvironment(sessionIds, InstantSource.system(), new FailureLog());
    return StratumActivation.start(opening, endpoint.factory(), workManager, environment);
  }

  private void close(List<Endpoint> some) {
    for (Endpoint endpoint : some) {
      StratumActivation activation = activations.remove(endpoint);
      if (activation != null) {
        activation.stop();
      }
    }
  }

  void renew(long sessionId) {
    activations.values().forEach(open -> open.server().renew(sessionId));
  }

  int broadcast() {
    return activations.values().stream().mapToInt(open -> open.server().broadcast()).sum();
  }

  void expelBanned() {
    activations.values().forEach(open -> open.server().expelBanned());
  }

  void dismiss() {
    activations.values().forEach(open -> open.server().dismiss());
  }

  void dismiss(long sessionId) {
    activations.values().forEach(open -> open.server().dismiss(sessionId));
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
