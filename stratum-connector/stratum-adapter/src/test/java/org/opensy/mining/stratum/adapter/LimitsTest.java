package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

class LimitsTest {
  @Test
  void aFullQueueIsAnsweredAtOnceAndLosesNothingThatWasTaken() throws Exception {
    try (PoolPort port = PoolPort.open(TestSettings::narrow);
        Miner miner = port.miner();
        Miner next = port.connect();
        Miner late = port.connect()) {
      port.keepWorkerBusy(miner);
      miner.sendSubmit(3, "low");
      Await.until("the shares' lane is full", () -> port.stats().queueDepth() == 1);
      assertThat(miner.submit(4, "good")).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(4)));
      next.sendLogin("next");
      Await.until("the logins' lane is full", () -> port.stats().queueDepth() == 2);
      late.sendLogin("late");
      assertThat(late.readError()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(1)));
      late.assertClosedByPool();
      assertThat(port.count(StratumEvent.QUEUE_FULL)).isEqualTo(2);
      miner.sendBlock(5);
      Await.until("a block is taken all the same", () -> port.stats().queueDepth() == 3);
      port.pool.gate.release();
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(5)));
      assertThat(miner.read()).isEqualTo(StratumError.LOW_DIFFICULTY.reply(RpcId.of(3)));
      assertThat(next.read()).isInstanceOf(LoginResult.class);
      assertThat(port.pool.served).containsExactly("rsyl1q", "wait", "block", "next", "low");
    }
  }

  @Test
  void blocksBeyondAFullLaneWaitForTheirTurn() throws Exception {
    try (PoolPort port = PoolPort.open(TestSettings::narrow);
        Miner miner = port.miner()) {
      port.keepWorkerBusy(miner);
      miner.sendBlock(3);
      miner.sendBlock(4);
      miner.sendSubmit(5, "good");
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      assertThat(port.stats().queueDepth()).isEqualTo(1);
      port.pool.gate.release();
      for (int id = 2; id <= 5; id++) {
        assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(id)));
      }
      assertThat(port.count(StratumEvent.QUEUE_FULL)).isZero();
    }
  }

  @Test
  void aBlockThatWaitsIsServedThoughItsMinerIsBannedMeanwhile() throws Exception {
    try (PoolPort port = PoolPort.open(TestSettings::narrow);
        Miner miner = port.miner()) {
      port.keepWorkerBusy(miner);
      miner.sendBlock(3);
      miner.sendBlock(4);
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      port.pool.banned.put(port.address.getAddress(), "until tomorrow");
      port.adapter.expelBanned();
      assertThat(miner.readError().code()).isEqualTo(StratumError.BANNED.code());
      port.pool.gate.release();
      Await.until("both are served", () -> port.pool.served.size() == 4);
      assertThat(port.pool.served).containsExactly("rsyl1q", "wait", "block", "block");
    }
  }

  @Test
  void ofASessionThatHasEndedOnlyBlocksAreServed() throws Exception {
    try (PoolPort port = PoolPort.open();
        Miner miner = port.miner()) {
      miner.sendSubmit(2, "out");
      assertThat(miner.readError().code()).isEqualTo(26);
      miner.sendSubmit(3, "good");
      miner.sendBlock(4);
      miner.write("nonsense\n");
      miner.sendBlock(5);
      Await.until("the blocks are served", () -> port.pool.served.size() == 4);
      assertThat(port.pool.served).containsExactly("rsyl1q", "out", "block", "block");
      miner.assertClosedByPool();
      assertThat(port.pool.offences).isEmpty();
    }
  }

  @Test
  void aBlockOfAMinerThatIsBannedMeanwhileIsServed() throws Exception {
    try (PoolPort port = PoolPort.open();
        Miner miner = port.miner()) {
      port.pool.banned.put(port.address.getAddress(), "until tomorrow");
      port.adapter.expelBanned();
      assertThat(miner.readError().code()).isEqualTo(StratumError.BANNED.code());
      miner.sendBlock(2);
      Await.until("the block is served", () -> port.pool.served.contains("block"));
    }
  }

  @Test
  void atMostAHundredSharesOfASessionThatHasEndedAreServed() throws Exception {
    try (PoolPort port = PoolPort.open()) {
      try (Miner miner = port.miner()) {
        miner.sendSubmit(2, "out");
        assertThat(miner.readError().code()).isEqualTo(26);
        for (int id = 3; id < 203; id++) {
          miner.sendBlock(id);
        }
        Await.until("some are served", () -> port.pool.served.size() >= 102);
      }
      Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
      assertThat(port.pool.served).hasSize(102);
    }
  }

  @Test
  void whenThereIsNoWorkAllMinersAreToldAndSentAwayAndMayComeBack() throws Exception {
    try (PoolPort port = PoolPort.open();
        Miner first = port.miner();
        Miner second = port.miner()) {
      port.adapter.dismiss();
      for (Miner miner : List.of(first, second)) {
        assertThat(miner.readError()).isEqualTo(StratumError.NO_WORK.reply(RpcId.NONE));
        miner.assertClosedByPool();
      }
      assertThat(port.count(StratumEvent.DISMISSED)).isEqualTo(2);
      assertThat(port.pool.offences).isEmpty();
      try (Miner again = port.miner()) {
        assertThat(again.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      }
    }
  }

  @Test
  void oneMinerIsSentAwayAndNoOther() throws Exception {
    try (PoolPort port = PoolPort.open();
        Miner first = port.miner();
        Miner second = port.miner()) {
      long id = port.pool.entered.stream().mapToLong(MinerSession::id).min().orElseThrow();
      port.adapter.dismiss(id);
      port.adapter.dismiss(Long.MAX_VALUE);
      assertThat(first.readError()).isEqualTo(StratumError.NO_WORK.reply(RpcId.NONE));
      first.assertClosedByPool();
      assertThat(second.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      assertThat(port.count(StratumEvent.DISMISSED)).isEqualTo(1);
    }
  }

  @Test
  void oneConnectionTooManyIsToldSo() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.connections = 2);
        Miner first = port.miner();
        Miner second = port.miner()) {
      try (Miner third = port.connect()) {
        assertThat(third.readError()).isEqualTo(StratumError.SERVER_FULL.reply(RpcId.NONE));
        third.assertClosedByPool();
      }
      assertThat(port.count(StratumEvent.REFUSED_FULL)).isEqualTo(1);
      first.socket.close();
      Await.until("there is room", () -> port.stats().connections() == 1);
      try (Miner third = port.connect()) {
        assertThat(third.login("rsyl1q")).isInstanceOf(LoginResult.class);
      }
      assertThat(second.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void anAddressAndASubnetHaveTheirShareOfConnections() throws Exception {
    try (PoolPort port =
            PoolPort.open(
                settings -> {
                  settings.perAddress = 2;
                  settings.perSubnet = 3;
                });
        Miner first = port.miner();
        Miner second = port.miner()) {
      try (Miner third = port.connect()) {
        assertThat(third.readError()).isEqualTo(StratumError.SERVER_FULL.reply(RpcId.NONE));
        third.assertClosedByPool();
      }
      Await.until("it is gone", () -> port.stats().connections() == 2);
      try (Miner neighbour = port.connectFrom("127.0.0.77");
          Miner stranger = port.connectFrom("127.0.1.1")) {
        assertThat(neighbour.login("rsyl1q")).isInstanceOf(LoginResult.class);
        assertThat(stranger.login("rsyl1q")).isInstanceOf(LoginResult.class);
        try (Miner other = port.connectFrom("127.0.0.78")) {
          assertThat(other.readError()).isEqualTo(StratumError.SERVER_FULL.reply(RpcId.NONE));
        }
      }
      assertThat(port.count(StratumEvent.REFUSED_ADDRESS)).isEqualTo(1);
      assertThat(port.count(StratumEvent.REFUSED_SUBNET)).isEqualTo(1);
      assertThat(first.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
      assertThat(second.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void tooManyLoginsFromOneAddressAreTurnedAway() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.loginsPerAddress = 1)) {
      for (int i = 0; i < 10; i++) {
        port.miner().close();
      }
      try (Miner late = port.connect();
          Miner elsewhere = port.connectFrom("127.0.0.77")) {
        late.sendLogin("rsyl1q");
        assertThat(late.readError()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(1)));
        late.assertClosedByPool();
        assertThat(elsewhere.login("rsyl1q")).isInstanceOf(LoginResult.class);
      }
      assertThat(port.count(StratumEvent.LOGIN_LIMITED)).isEqualTo(1);
      assertThat(port.pool.offences).containsExactly(Offence.FLOOD);
    }
  }

  @Test
  void tooManySharesOfOneSessionAreTurnedAwayButNoBlock() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.submits = 1);
        Miner miner = port.miner();
        Miner other = port.miner()) {
      for (int i = 0; i < 10; i++) {
        assertThat(miner.submit(i, "good")).isEqualTo(Ok.accepted(RpcId.of(i)));
      }
      assertThat(miner.submit(10, "good"))
          .isEqualTo(StratumError.TOO_MANY_SHARES.reply(RpcId.of(10)));
      miner.sendBlock(11);
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(11)));
      assertThat(other.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(port.count(StratumEvent.SUBMIT_LIMITED)).isEqualTo(1);
      assertThat(port.pool.offences).isEmpty();
    }
  }

  @Test
  void aConnectionThatSendsTooManyLinesIsReadMoreSlowlyAndLosesNone() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.submits = 1);
        Miner miner = port.miner()) {
      sendKeepAlives(miner, 270);
      for (int id = 0; id < 270; id++) {
        assertThat(miner.read()).isEqualTo(Ok.keptAlive(RpcId.of(id)));
      }
      assertThat(port.count(StratumEvent.LINE_DELAYED)).isPositive();
      assertThat(port.pool.offences).isEmpty();
    }
  }

  @Test
  void aShareThatWaitsIsNotOvertakenWhenItsConnectionIsReadAgain() throws Exception {
    try (PoolPort port =
            PoolPort.open(
                settings -> {
                  settings.narrow();
                  settings.submits = 1;
                });
        Miner miner = port.miner()) {
      port.keepWorkerBusy(miner);
      miner.sendBlock(3);
      sendKeepAlives(miner, 210);
      miner.sendBlock(4);
      miner.sendBlock(5);
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(port.count(StratumEvent.SUBMIT_DELAYED)).isEqualTo(1);
      port.pool.gate.release();
      Await.until("all are served", () -> port.pool.served.size() == 5);
    }
  }

  private static void sendKeepAlives(Miner miner, int count) throws IOException {
    for (int id = 0; id < count; id++) {
      miner.send(new KeepAlive(RpcId.of(id), miner.session));
    }
  }

  @Test
  void aSessionMayNotHaveTooManySharesWithoutAVerdict() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.pendingSubmits = 2);
        Miner miner = port.miner()) {
      miner.sendSubmit(2, "later");
      miner.sendSubmit(3, "later");
      assertThat(miner.submit(4, "good"))
          .isEqualTo(StratumError.TOO_MANY_SHARES.reply(RpcId.of(4)));
      port.pool.later.complete(SubmitOutcome.accepted());
      miner.read();
      miner.read();
      assertThat(miner.submit(5, "good")).isEqualTo(Ok.accepted(RpcId.of(5)));
    }
  }

  @Test
  void whoIsBannedIsToldAndClosed() throws Exception {
    try (PoolPort port = PoolPort.open();
        Miner miner = port.miner();
        Miner other = port.connectFrom("127.0.0.77")) {
      other.login("rsyl1q");
      port.pool.banned.put(InetAddress.getLoopbackAddress(), "until noon");
      try (Miner banned = port.connect()) {
        assertThat(banned.readError().message())
            .isEqualTo("IP Address currently banned: until noon");
        banned.assertClosedByPool();
      }
      assertThat(port.count(StratumEvent.REFUSED_BANNED)).isEqualTo(1);
      port.adapter.expelBanned();
      assertThat(miner.readError().message()).isEqualTo("IP Address currently banned: until noon");
      miner.assertClosedByPool();
      assertThat(other.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }

  @Test
  void whoDoesNotLogInIsDroppedEvenIfItSendsSomething() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.loginSeconds = 1);
        Miner miner = port.connect()) {
      miner.write("{\"id\":1,\"method\":");
      assertThat(miner.readError()).isEqualTo(StratumError.TIME_OUT.reply(RpcId.NONE));
      miner.assertClosedByPool();
      assertThat(port.count(StratumEvent.LOGIN_TIME_OUT)).isEqualTo(1);
      assertThat(port.pool.offences).containsExactly(Offence.NO_LOGIN);
    }
  }

  @Test
  void whoFallsSilentIsDropped() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.idleSeconds = 1);
        Miner miner = port.miner()) {
      assertThat(miner.readError()).isEqualTo(StratumError.TIME_OUT.reply(RpcId.NONE));
      miner.assertClosedByPool();
      Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
    }
  }

  @Test
  void whoDoesNotReadIsDroppedAndTheOthersAreNot() throws Exception {
    try (PoolPort port = PoolPort.open(settings -> settings.unsentBytes = 4096);
        Miner slow = port.miner();
        Miner reader = port.miner()) {
      long slowId = port.pool.entered.get(0).id();
      for (int i = 0; i < 5000 && port.count(StratumEvent.SLOW_READER) == 0; i++) {
        port.adapter.renew(slowId);
      }
      Await.until("the slow one is dropped", () -> port.count(StratumEvent.SLOW_READER) == 1);
      Await.until("the pool hears of it", () -> port.pool.closed.size() == 1);
      assertThat(slow.socket.isClosed()).isFalse();
      port.adapter.broadcast();
      reader.read();
      assertThat(reader.keepAlive(2)).isEqualTo(Ok.keptAlive(RpcId.of(2)));
    }
  }
}
