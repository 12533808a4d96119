package org.opensy.mining.stratum.adapter;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;

/** Makes the container's side of outbound connections. Thread-safe once it is set up. */
public class StratumManagedConnectionFactory
    implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private transient StratumResourceAdapter resourceAdapter;
  private transient PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager manager) {
    return new ContainerConnectionFactory(this, manager);
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("Stratum connections exist inside of a container only");
  }

  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
    return new StratumManagedConnection(resourceAdapter);
  }

  /** All connections are alike: the first serves. */
  @Override
  public ManagedConnection matchManagedConnections(
      @SuppressWarnings("rawtypes") Set connections, Subject subject, ConnectionRequestInfo info) {
    for (Object connection : connections) {
      if (connection instanceof StratumManagedConnection match) {
        return match;
      }
    }
    return null;
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof StratumResourceAdapter stratum)) {
      throw new ResourceException("Not the Stratum resource adapter: " + adapter);
    }
    resourceAdapter = stratum;
  }

  @Override
  public void setLogWriter(PrintWriter logWriter) {
    this.logWriter = logWriter;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StratumManagedConnectionFactory that
        && Objects.equals(resourceAdapter, that.resourceAdapter);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(resourceAdapter);
  }
}
