package org.opensy.mining.pool.ledger;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.opensy.mining.pool.sql.DatabaseException;

/**
 * Lets the persistence unit open while the database is away. The server opens it at deployment, and
 * EclipseLink takes a connection then only to see whether one can be had: each use takes its own
 * from the data source. Named in {@code persistence.xml}.
 */
public class LateConnections implements SessionCustomizer {
  /** For EclipseLink. */
  public LateConnections() {}

  @Override
  public void customize(Session session) {
    Login login = session.getDatasourceLogin();
    if (session instanceof ServerSession server && login.shouldUseExternalConnectionPooling()) {
      Pool pool = new Pool(login, server);
      server.addConnectionPool(pool);
      server.setReadConnectionPool(pool);
    }
  }

  private static final class Pool extends ExternalConnectionPool {
    private Pool(Login login, ServerSession owner) {
      super(ServerSession.DEFAULT_POOL, login, owner);
    }

    /** An accessor that could not connect is of use: it has the login with which it will. */
    @Override
    public synchronized void startUp() {
      Accessor accessor = getLogin().buildAccessor();
      accessor.setPool(this);
      try {
        accessor.connect(getLogin(), getOwner());
      } catch (org.eclipse.persistence.exceptions.DatabaseException failed) {
        if (!DatabaseException.of(failed).isOutage()) {
          throw failed;
        }
      }
      setCachedConnection(accessor);
      setIsConnected(true);
    }
  }
}
