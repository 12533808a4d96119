package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumConnectionFactory;

/** Gets connections from the container's pool. Thread-safe. */
final class ContainerConnectionFactory implements StratumConnectionFactory {
  private static final long serialVersionUID = 1L;

  private final StratumManagedConnectionFactory factory;
  private final ConnectionManager manager;
  private Reference reference;

  ContainerConnectionFactory(StratumManagedConnectionFactory factory, ConnectionManager manager) {
    this.factory = factory;
    this.manager = manager;
  }

  @Override
  public StratumConnection getConnection() throws ResourceException {
    return (StratumConnection) manager.allocateConnection(factory, null);
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public Reference getReference() {
    return reference;
  }
}
