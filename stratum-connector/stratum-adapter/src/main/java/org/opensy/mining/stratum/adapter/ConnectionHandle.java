package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumStats;

/** What the application holds of a pooled connection, until it closes it. Not thread-safe. */
final class ConnectionHandle implements StratumConnection {
  private StratumManagedConnection connection;

  ConnectionHandle(StratumManagedConnection connection) {
    this.connection = connection;
  }

  @Override
  public void open(ListenSettings settings, AdmissionControl admission, JobSource jobs)
      throws ResourceException {
    adapter().open(new Opening(settings, admission, jobs));
  }

  @Override
  public void shut() {
    adapter().shut();
  }

  @Override
  public int broadcast() {
    return adapter().broadcast();
  }

  @Override
  public void renew(long sessionId) {
    adapter().renew(sessionId);
  }

  @Override
  public void expelBanned() {
    adapter().expelBanned();
  }

  @Override
  public void dismiss() {
    adapter().dismiss();
  }

  @Override
  public void dismiss(long sessionId) {
    adapter().dismiss(sessionId);
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
