package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

class LimitsTest {
  @Test
  void aFullQueueIsAnsweredAtOnceAndLosesNothingThatWasTaken() throws Exception {
    try (PoolPort port =
            PoolPort.open(
                spec -> {
                  spec.setWorkers("1");
                  spec.setQueueCapacity("1");
                });
        Miner miner = port.miner();
        Miner late = port.connect()) {
      miner.sendSubmit(2, "wait");
      Await.until("the worker is busy", () -> port.pool.waiting.get() == 1);
      miner.sendSubmit(3, "low");
      Await.until("the queue is full", () -> port.stats().queueDepth() == 1);
      assertThat(miner.submit(4, "good")).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(4)));
      late.sendLogin("rsyl1q");
      assertThat(late.readError()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(1)));
      late.assertClosedByPool();
      assertThat(port.stats().queueRejections()).isEqualTo(2);
      port.pool.gate.release();
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(miner.read()).isEqualTo(StratumError.LOW_DIFFICULTY.reply(RpcId.of(3)));
    }
  }

  @Test
  void oneConnectionTooManyIsToldSo() throws Exception {
    try (PoolPort port = PoolPort.open(spec -> spec.setMaxConnections("2"));
        Miner first = port.miner();
        Miner second = port.miner()) {
      try (Miner third = port.connect()) {
        assertThat(third.readError()).isEqualTo(StratumError.SERVER_FULL.reply(RpcId.NONE));
        third.assertClosedByPool();
      }
      assertThat(port.stats().connectionsRefused()).isEqualTo(1);
      first.socket.close();
      Await.until("there is room", () -> port.stats().connections() == 1);
      try (Miner third = port.connect()) {
        assertThat(third.login("rsyl1q")).isInstanceOf(LoginResult.class);
      }
      assertThat(second.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void whoDoesNotLogInIsDroppedEvenIfItSendsSomething() throws Exception {
    try (PoolPort port = PoolPort.open(spec -> spec.setLoginTimeOutSeconds("1"));
        Miner miner = port.connect()) {
      miner.write("{\"id\":1,\"method\":");
      assertThat(miner.readError()).isEqualTo(StratumError.TIME_OUT.reply(RpcId.NONE));
      miner.assertClosedByPool();
      assertThat(port.stats().timeOuts()).isEqualTo(1);
    }
  }

  @Test
  void whoFallsSilentIsDropped() throws Exception {
    try (PoolPort port = PoolPort.open(spec -> spec.setIdleTimeOutSeconds("1"));
        Miner miner = port.miner()) {
      assertThat(miner.readError()).isEqualTo(StratumError.TIME_OUT.reply(RpcId.NONE));
      miner.assertClosedByPool();
      Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
    }
  }

  @Test
  void whoDoesNotReadIsDroppedAndTheOthersAreNot() throws Exception {
    try (PoolPort port = PoolPort.open(spec -> spec.setMaxUnsentBytes("4096"));
        Miner slow = port.miner();
        Miner reader = port.miner()) {
      long slowId = port.pool.entered.get(0).id();
      for (int i = 0; i < 5000 && port.stats().slowReaders() == 0; i++) {
        port.adapter.send(slowId, port.pool.nextJob());
      }
      Await.until("the slow one is dropped", () -> port.stats().slowReaders() == 1);
      Await.until("the pool hears of it", () -> port.pool.closed.size() == 1);
      assertThat(slow.socket.isClosed()).isFalse();
      port.adapter.broadcast(session -> Optional.of(port.pool.nextJob()));
      reader.read();
      assertThat(reader.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }
}
