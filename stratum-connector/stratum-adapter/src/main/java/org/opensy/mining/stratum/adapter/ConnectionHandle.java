package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.StratumJob;

/** What the application holds of a pooled connection, until it closes it. Not thread-safe. */
final class ConnectionHandle implements StratumConnection {
  private StratumManagedConnection connection;

  ConnectionHandle(StratumManagedConnection connection) {
    this.connection = connection;
  }

  @Override
  public void open() throws ResourceException {
    adapter().open();
  }

  @Override
  public void shut() {
    adapter().shut();
  }

  @Override
  public boolean send(long sessionId, StratumJob job) {
    return adapter().send(sessionId, job);
  }

  @Override
  public int broadcast(JobSource jobs) {
    return adapter().broadcast(jobs);
  }

  @Override
  public int sessions() {
    return adapter().sessions();
  }

  @Override
  public StratumStats stats() {
    return adapter().stats();
  }

  @Override
  public void close() {
    StratumManagedConnection open = connection;
    connection = null;
    if (open != null) {
      open.handleClosed(this);
    }
  }

  /** The container moves the handle to another connection, or takes it away (null). */
  void moveTo(StratumManagedConnection other) {
    connection = other;
  }

  private StratumResourceAdapter adapter() {
    if (connection == null) {
      throw new IllegalStateException("The Stratum connection is closed");
    }
    return connection.adapter();
  }
}
