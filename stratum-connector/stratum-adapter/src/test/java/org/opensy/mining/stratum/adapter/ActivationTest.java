package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;

class ActivationTest {
  @Test
  void aPortInUseFailsWithItsNameAndLeavesNothingBehind() throws Exception {
    try (PoolPort port = PoolPort.open()) {
      FakeContainer second = new FakeContainer(port.pool, 16);
      StratumResourceAdapter adapter = new StratumResourceAdapter();
      adapter.start(second);
      adapter.endpointActivation(second, port.spec);
      assertThatThrownBy(adapter::open)
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("Stratum cannot listen on 127.0.0.1:" + port.address.getPort())
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
    StratumActivationSpec spec = new StratumActivationSpec();
    spec.setPort(Integer.toString(PoolPort.freePort()));
    spec.setWorkers("3");
    adapter.start(container);
    adapter.endpointActivation(container, spec);
    assertThatThrownBy(adapter::open)
        .hasMessage("Stratum needs 3 threads of the container and got 2");
    Await.until("its workers have ended", () -> container.threads.get() == 0);
  }

  @Test
  void allBadSettingsAreNamedAtOnce() {
    StratumActivationSpec spec = new StratumActivationSpec();
    spec.setPort("70000");
    spec.setWorkers("0");
    spec.setQueueCapacity("many");
    spec.setMaxConnections("-1");
    spec.setMaxUnsentBytes("1");
    spec.setLoginTimeOutSeconds("1.5");
    spec.setIdleTimeOutSeconds("999999999999");
    assertThatThrownBy(spec::settings)
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContainingAll(
            "port is '70000', not a number from 0 to 65535",
            "workers is '0'",
            "queueCapacity is 'many'",
            "maxConnections is '-1'",
            "maxUnsentBytes is '1'",
            "loginTimeOutSeconds is '1.5'",
            "idleTimeOutSeconds is '999999999999'");
  }

  @Test
  void emptySettingsAreTheDefaults() throws Exception {
    StratumActivationSpec spec = new StratumActivationSpec();
    spec.setWorkers(" ");
    StratumSettings settings = spec.settings();
    assertThat(settings.port().addresses())
        .singleElement()
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3333));
    assertThat(settings.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void nobodyGetsInBeforeThePoolOpensItsPort() throws Exception {
    try (PoolPort port = PoolPort.activate(spec -> {})) {
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
      assertThat(port.stats().ports()).isZero();
      port.adapter.open();
      port.adapter.open();
      assertThat(port.stats().ports()).isOne();
      try (Miner miner = port.miner()) {
        assertThat(miner.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      }
    }
  }

  @Test
  void ifOnePortCannotBeOpenedNoneIs() throws Exception {
    try (PoolPort taken = PoolPort.open();
        PoolPort port = PoolPort.activate(spec -> {})) {
      port.adapter.endpointActivation(port.container, taken.spec);
      assertThatThrownBy(port.adapter::open).isInstanceOf(ResourceException.class);
      assertThat(port.stats().ports()).isZero();
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void oneBeanListensOnSeveralPorts() throws Exception {
    int other = PoolPort.freePort();
    try (PoolPort port = PoolPort.open(spec -> spec.setPort(spec.getPort() + ", " + other));
        Miner first = port.miner();
        Miner second = new Miner(new InetSocketAddress(InetAddress.getLoopbackAddress(), other))) {
      second.login("rsyl1q");
      assertThat(first.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      assertThat(port.stats().ports()).isEqualTo(2);
      assertThat(port.stats().sessions()).isEqualTo(2);
      assertThat(port.pool.entered)
          .extracting(MinerSession::localPort)
          .containsExactly(port.address.getPort(), other);
      assertThat(port.adapter.broadcast(session -> Optional.of(port.pool.nextJob()))).isEqualTo(2);
    }
  }

  @Test
  void ifOnePortOfABeanIsTakenNoneIsOpened() throws Exception {
    try (PoolPort taken = PoolPort.open();
        PoolPort port =
            PoolPort.activate(
                spec -> spec.setPort(spec.getPort() + "," + taken.address.getPort()))) {
      assertThatThrownBy(port.adapter::open)
          .isInstanceOf(ResourceException.class)
          .hasMessageContaining("Stratum cannot listen on 127.0.0.1:" + taken.address.getPort());
      assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
      assertThat(port.pool.entered).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'3333,', port is ''",
    "'1,70000', port is '70000'",
    "'3333,3334,3333', port 3333 is named twice"
  })
  void aBadListOfPortsIsNamed(String ports, String problem) {
    StratumActivationSpec spec = new StratumActivationSpec();
    spec.setPort(ports);
    assertThatThrownBy(spec::settings)
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void stoppingFreesThePortAndTellsThePoolOfEachEnd() throws Exception {
    PoolPort port = PoolPort.open();
    Miner miner = port.miner();
    port.adapter.endpointDeactivation(port.container, port.spec);
    miner.assertClosedByPool();
    assertThat(port.pool.closed).isEqualTo(port.pool.entered).hasSize(1);
    Await.until("its workers have ended", () -> port.container.threads.get() == 0);
    assertThat(port.container.endpoints).hasValue(0);
    assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
    assertThat(port.adapter.broadcast(session -> Optional.of(port.pool.nextJob()))).isZero();
    port.adapter.endpointActivation(port.container, port.spec);
    port.adapter.open();
    port.miner().close();
    port.adapter.stop();
    assertThatThrownBy(port::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  void sharesThatWaitAreJudgedBeforeTheEnd() throws Exception {
    PoolPort port = PoolPort.open(spec -> spec.setWorkers("1"));
    Miner miner = port.miner();
    for (int i = 0; i < 4; i++) {
      miner.sendSubmit(2 + i, "wait");
    }
    Await.until("the shares wait", () -> port.stats().queueDepth() == 3);
    CompletableFuture<Void> stop =
        CompletableFuture.runAsync(
            () -> port.adapter.endpointDeactivation(port.container, port.spec));
    miner.assertClosedByPool();
    assertThat(stop).isNotDone();
    port.pool.gate.release(4);
    stop.get(20, TimeUnit.SECONDS);
    assertThat(port.pool.gate.availablePermits()).isZero();
    assertThat(port.pool.closed).hasSize(1);
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
}
