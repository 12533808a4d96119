package org.opensy.mining.bench.load;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import org.opensy.mining.stratum.adapter.StratumActivationSpec;
import org.opensy.mining.stratum.adapter.StratumManagedConnectionFactory;
import org.opensy.mining.stratum.adapter.StratumResourceAdapter;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumConnectionFactory;
import org.opensy.mining.stratum.api.StratumListener;

/**
 * The Stratum resource adapter in a container that gives it threads and one endpoint each, and a
 * connection whenever it is asked. Thread-safe.
 */
final class BareConnector implements AutoCloseable {
  private final StratumResourceAdapter adapter = new StratumResourceAdapter();
  private final StratumConnectionFactory connections;

  /**
   * Nobody is let in yet.
   *
   * @param listener what miners say goes there
   */
  BareConnector(StratumListener listener) throws ResourceException {
    BareContainer container = new BareContainer(listener);
    adapter.start(container);
    adapter.endpointActivation(container, new StratumActivationSpec());
    StratumManagedConnectionFactory factory = new StratumManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    connections = (StratumConnectionFactory) factory.createConnectionFactory(new EachItsOwn());
  }

  /** Lets miners in. */
  void open(ListenSettings settings, AdmissionControl admission, JobSource jobs)
      throws ResourceException {
    try (StratumConnection connection = connections.getConnection()) {
      connection.open(settings, admission, jobs);
    }
  }

  /**
   * Sends each miner its job.
   *
   * @return how many miners are told
   */
  int broadcast() {
    try (StratumConnection connection = connections.getConnection()) {
      return connection.broadcast();
    } catch (ResourceException failed) {
      throw new IllegalStateException("the connector gives no connection", failed);
    }
  }

  @Override
  public void close() {
    adapter.stop();
  }

  /** Pools nothing. */
  private static final class EachItsOwn implements ConnectionManager {
    private static final long serialVersionUID = 1L;

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
        throws ResourceException {
      return factory.createManagedConnection(null, info).getConnection(null, info);
    }
  }
}
