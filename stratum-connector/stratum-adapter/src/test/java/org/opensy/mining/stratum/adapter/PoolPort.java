package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumStats;

/** A resource adapter with one activation on a free loopback port, and its miners. */
final class PoolPort implements AutoCloseable {
  final FakePool pool = new FakePool();
  final FakeContainer container = new FakeContainer(pool, 16);
  final StratumResourceAdapter adapter = new StratumResourceAdapter();
  final StratumActivationSpec spec = new StratumActivationSpec();
  final InetSocketAddress address;
  final Opening opening;

  private PoolPort(Consumer<TestSettings> changes) throws IOException, ResourceException {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    TestSettings settings = new TestSettings(address);
    changes.accept(settings);
    opening = new Opening(settings.build(), pool, pool);
    adapter.start(container);
    adapter.endpointActivation(container, spec);
  }

  static PoolPort open() throws IOException, ResourceException {
    return open(settings -> {});
  }

  static PoolPort open(Consumer<TestSettings> changes) throws IOException, ResourceException {
    PoolPort port = activate(changes);
    port.adapter.open(port.opening);
    return port;
  }

  /** Not open yet. */
  static PoolPort activate(Consumer<TestSettings> changes) throws IOException, ResourceException {
    return new PoolPort(changes);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Miner connect() throws IOException {
    return new Miner(address);
  }

  /** From another of this machine's loopback addresses. */
  Miner connectFrom(String local) throws IOException {
    return new Miner(address, local);
  }

  /** A miner that is logged in. */
  Miner miner() throws Exception {
    Miner miner = connect();
    miner.login("rsyl1q");
    return miner;
  }

  /** Has a miner's share 2 keep the only worker until the gate opens. */
  void keepWorkerBusy(Miner miner) throws IOException {
    miner.sendSubmit(2, "wait");
    Await.until("the worker is busy", () -> pool.waiting.get() == 1);
  }

  StratumStats stats() {
    return adapter.stats();
  }

  long count(StratumEvent event) {
    return stats().count(event);
  }

  @Override
  public void close() {
    pool.gate.release(1_000_000);
    adapter.endpointDeactivation(container, spec);
    adapter.stop();
  }
}
