package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

class ActivationTest {
  @Test
  void aPortInUseFailsWithItsNameAndLeavesNothingBehind() throws Exception {
    try (PoolPort port = PoolPort.open()) {
      FakeContainer second = new FakeContainer(port.pool, 16);
      StratumResourceAdapter adapter = new StratumResourceAdapter();
      adapter.start(second);
      adapter.endpointActivation(second, port.spec);
      assertThatThrownBy(() -> adapter.open(port.opening))
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("Stratum cannot listen on localhost:" + port.address.getPort())
          .hasMessageContaining("in use");
      Await.until("its workers have ended", () -> second.threads.get() == 0);
      assertThat(adapter.stats()).isEqualTo(StratumStats.NONE);
    }
  }

  @Test
  void aContainerWithoutThreadsFailsTheActivation() throws Exception {
    FakePool pool = new FakePool();
    FakeContainer container = new FakeContainer(pool, 2);
    StratumResourceAdapter adapter = new StratumResourceAdapter();
    TestSettings settings =
        new TestSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), PoolPort.freePort()));
    settings.workers = 3;
    adapter.start(container);
    adapter.endpointActivation(container, new StratumActivationSpec());
    assertThatThrownBy(() -> adapter.open(new Opening(settings.build(), pool, pool)))
        .hasMessage("Stratum needs 3 threads of the container and got 2");
    Await.until("its workers have ended", () -> container.threads.get() == 0);
  }

  @Test
  void nobodyGetsInBeforeThePoolOpensItsPort() throws Exception {
    try (PoolPort port = PoolPort.activate(settings -> {})) {
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
      assertThat(port.stats().ports()).isZero();
      port.adapter.open(port.opening);
      port.adapter.open(port.opening);
      assertThat(port.stats().ports()).isOne();
      try (Miner miner = port.miner()) {
        assertThat(miner.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      }
    }
  }

  @Test
  void oneBeanListensOnSeveralPorts() throws Exception {
    int other = PoolPort.freePort();
    try (PoolPort port = PoolPort.open(settings -> settings.addresses.add(loopback(other)));
        Miner first = port.miner();
        Miner second = new Miner(loopback(other))) {
      second.login("rsyl1q");
      assertThat(first.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      assertThat(port.stats().ports()).isEqualTo(2);
      assertThat(port.stats().sessions()).isEqualTo(2);
      assertThat(port.pool.entered)
          .extracting(MinerSession::localPort)
          .containsExactly(port.address.getPort(), other);
      assertThat(port.adapter.broadcast()).isEqualTo(2);
    }
  }

  @Test
  void ifOnePortOfABeanIsTakenNoneIsOpened() throws Exception {
    try (PoolPort taken = PoolPort.open();
        PoolPort port = PoolPort.activate(settings -> settings.addresses.add(taken.address))) {
      assertThatThrownBy(() -> port.adapter.open(port.opening))
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("Stratum cannot listen on localhost:" + taken.address.getPort());
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
      assertThat(port.pool.entered).isEmpty();
    }
  }

  @Test
  void stoppingFreesThePortAndTellsThePoolOfEachEnd() throws Exception {
    PoolPort port = PoolPort.open();
    Miner miner = port.miner();
    port.adapter.endpointDeactivation(port.container, port.spec);
    assertThat(miner.readError()).isEqualTo(StratumError.SERVER_STOPS.reply(RpcId.NONE));
    miner.assertClosedByPool();
    assertThat(port.pool.closed).isEqualTo(port.pool.entered).hasSize(1);
    Await.until("its workers have ended", () -> port.container.threads.get() == 0);
    assertThat(port.container.endpoints).hasValue(0);
    assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
    assertThat(port.adapter.broadcast()).isZero();
    port.adapter.endpointActivation(port.container, port.spec);
    port.adapter.open(port.opening);
    port.miner().close();
    port.adapter.stop();
    assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  void sharesThatWaitAreJudgedAndAnsweredBeforeTheEnd() throws Exception {
    PoolPort port = PoolPort.open(settings -> settings.workers = 1);
    Miner miner = port.miner();
    for (int i = 0; i < 4; i++) {
      miner.sendSubmit(2 + i, "wait");
    }
    Await.until("the shares wait", () -> port.stats().queueDepth() == 3);
    CompletableFuture<Void> stop =
        CompletableFuture.runAsync(
            () -> port.adapter.endpointDeactivation(port.container, port.spec));
    assertThat(miner.readError()).isEqualTo(StratumError.SERVER_STOPS.reply(RpcId.NONE));
    Await.until("nobody is let in", () -> isRefusedBy(port));
    assertThat(miner.submit(9, "good")).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(9)));
    assertThat(stop).isNotDone();
    port.pool.gate.release(4);
    for (int i = 0; i < 4; i++) {
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2 + i)));
    }
    miner.assertClosedByPool();
    stop.get(20, TimeUnit.SECONDS);
    assertThat(port.pool.gate.availablePermits()).isZero();
    assertThat(port.pool.closed).hasSize(1);
    port.close();
  }

  @Test
  void aBlockThatStillWaitsForItsTurnIsToldThatThePoolStops() throws Exception {
    PoolPort port = PoolPort.open(TestSettings::narrow);
    Miner miner = port.miner();
    port.keepWorkerBusy(miner);
    miner.sendBlock(3);
    miner.sendBlock(4);
    Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
    CompletableFuture<Void> stop =
        CompletableFuture.runAsync(
            () -> port.adapter.endpointDeactivation(port.container, port.spec));
    assertThat(miner.readError()).isEqualTo(StratumError.SERVER_STOPS.reply(RpcId.NONE));
    assertThat(miner.readError()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(4)));
    port.pool.gate.release();
    assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
    assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(3)));
    miner.assertClosedByPool();
    stop.get(20, TimeUnit.SECONDS);
    port.close();
  }

  @Test
  @Timeout(30)
  void aPoolThatHangsDoesNotHoldUpTheStop() throws Exception {
    PoolPort port = PoolPort.open();
    port.miner().sendSubmit(2, "wait");
    Await.until("the pool hangs", () -> port.pool.waiting.get() == 1);
    port.adapter.endpointDeactivation(port.container, port.spec);
    assertThat(port.pool.waiting).hasValue(1);
    assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
    port.close();
    Await.until("its worker ends when it can", () -> port.container.threads.get() == 0);
  }

  /** The system lets somebody knock for a moment after the port is closed. */
  private static boolean isRefusedBy(PoolPort port) {
    try (Miner knocking = port.connect()) {
      return knocking.socket.isClosed();
    } catch (IOException refused) {
      return refused instanceof ConnectException;
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
