package org.opensy.mining.stratum.adapter;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/**
 * The container's side of a connection. There is no socket behind it: it leads to the ports of the
 * resource adapter. Not thread-safe, as the container uses it from one thread at a time.
 */
final class StratumManagedConnection implements ManagedConnection {
  private final StratumResourceAdapter adapter;
  private final Set<ConnectionHandle> handles = new HashSet<>();
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private PrintWriter logWriter;

  StratumManagedConnection(StratumResourceAdapter adapter) {
    this.adapter = adapter;
  }

  StratumResourceAdapter adapter() {
    return adapter;
  }

  @Override
  public Object getConnection(Subject subject, ConnectionRequestInfo info) {
    ConnectionHandle handle = new ConnectionHandle(this);
    handles.add(handle);
    return handle;
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof ConnectionHandle handle)) {
      throw new ResourceException("Not a Stratum connection: " + connection);
    }
    handle.moveTo(this);
    handles.add(handle);
  }

  void handleClosed(ConnectionHandle handle) {
    handles.remove(handle);
    ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(handle);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }

  @Override
  public void cleanup() {
    handles.forEach(handle -> handle.moveTo(null));
    handles.clear();
  }

  @Override
  public void destroy() {
    cleanup();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("No transactions");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("No transactions");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new StratumMetaData();
  }

  @Override
  public void setLogWriter(PrintWriter logWriter) {
    this.logWriter = logWriter;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }
}
