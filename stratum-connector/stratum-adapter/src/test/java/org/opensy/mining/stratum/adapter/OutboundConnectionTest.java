package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.net.ConnectException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumConnectionFactory;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

class OutboundConnectionTest {
  private final StratumManagedConnectionFactory managed = new StratumManagedConnectionFactory();
  private PoolPort port;

  /** A pool of one connection. */
  private static final class OnePool implements ConnectionManager, ConnectionEventListener {
    private static final long serialVersionUID = 1L;

    private transient StratumManagedConnection connection;
    private int closed;

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
        throws ResourceException {
      if (connection == null) {
        connection = (StratumManagedConnection) factory.createManagedConnection(null, info);
        connection.addConnectionEventListener(this);
      }
      assertThat(factory.matchManagedConnections(Set.of(connection), null, info))
          .isSameAs(connection);
      return connection.getConnection(null, info);
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      closed++;
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {}
  }

  @BeforeEach
  void open() throws Exception {
    port = PoolPort.open();
    managed.setResourceAdapter(port.adapter);
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void aConnectionPushesJobsAndCounts() throws Exception {
    OnePool pool = new OnePool();
    var factory = (StratumConnectionFactory) managed.createConnectionFactory(pool);
    try (Miner miner = port.miner();
        StratumConnection connection = factory.getConnection()) {
      assertThat(connection.sessions()).isEqualTo(1);
      assertThat(connection.broadcast()).isEqualTo(1);
      assertThat(miner.read()).isEqualTo(new JobMessage(FakePool.job("job-2")));
      connection.renew(port.pool.entered.get(0).id());
      assertThat(miner.read()).isEqualTo(new JobMessage(FakePool.job("job-3")));
      assertThat(connection.stats().ports()).isEqualTo(1);
      assertThat(connection.stats().count(StratumEvent.JOB)).isEqualTo(2);
    }
    assertThat(pool.closed).isEqualTo(1);
  }

  @Test
  void portsAreShutAndOpenedAgain() throws Exception {
    var factory = (StratumConnectionFactory) managed.createConnectionFactory(new OnePool());
    try (StratumConnection connection = factory.getConnection()) {
      try (Miner miner = port.miner()) {
        connection.shut();
        assertThat(miner.readError()).isEqualTo(StratumError.SERVER_STOPS.reply(RpcId.NONE));
        miner.assertClosedByPool();
      }
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
      Await.until("its workers have ended", () -> port.container.threads.get() == 0);
      connection.open(port.opening.settings(), port.pool, port.pool);
      try (Miner miner = port.miner()) {
        assertThat(miner.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      }
    }
  }

  @Test
  void aClosedConnectionIsNotUsable() throws Exception {
    OnePool pool = new OnePool();
    var factory = (StratumConnectionFactory) managed.createConnectionFactory(pool);
    StratumConnection closed = factory.getConnection();
    closed.close();
    closed.close();
    assertThat(pool.closed).isEqualTo(1);
    assertThatThrownBy(closed::sessions).isInstanceOf(IllegalStateException.class);
    StratumConnection takenAway = factory.getConnection();
    pool.connection.cleanup();
    assertThatThrownBy(takenAway::stats).isInstanceOf(IllegalStateException.class);
    pool.connection.associateConnection(takenAway);
    assertThat(takenAway.sessions()).isZero();
  }

  @Test
  void thereIsNothingOutsideOfAContainer() {
    assertThatThrownBy(managed::createConnectionFactory).isInstanceOf(NotSupportedException.class);
  }
}
