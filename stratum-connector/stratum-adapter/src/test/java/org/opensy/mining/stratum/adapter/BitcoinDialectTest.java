package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.protocol.Authorize;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.Configure;
import org.opensy.mining.stratum.protocol.ConfigureResult;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.ExtranonceSubscribe;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.Notify;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.SetDifficulty;
import org.opensy.mining.stratum.protocol.SetSeedHash;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.protocol.Submit;
import org.opensy.mining.stratum.protocol.Subscribe;
import org.opensy.mining.stratum.protocol.SubscribeResult;
import org.opensy.mining.stratum.protocol.SuggestTarget;
import org.opensy.mining.stratum.protocol.Target;

/** Miners that build the coinbase themselves, on the same port as all others. */
class BitcoinDialectTest {
  private PoolPort port;

  @BeforeEach
  void open() throws Exception {
    port = PoolPort.open();
    port.pool.source = session -> Optional.of(FakePool.coinbase("a", 0.5, "c5"));
  }

  @AfterEach
  void close() {
    port.close();
  }

  private Miner connect() throws Exception {
    Miner miner = port.connect();
    miner.dialect = Dialect.BITCOIN;
    return miner;
  }

  private Miner authorized() throws Exception {
    Miner miner = connect();
    miner.send(new Subscribe(RpcId.of(1), "cpuminer/2"));
    assertThat(miner.read()).isInstanceOf(SubscribeResult.class);
    miner.send(new Authorize(RpcId.of(2), "rsyl1q.rig", "x"));
    assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
    for (int i = 0; i < 3; i++) {
      miner.read();
    }
    return miner;
  }

  @Test
  void aMinerSubscribesAuthorizesAndSubmits() throws Exception {
    try (Miner miner = connect()) {
      miner.send(new Configure(RpcId.of(1), List.of("version-rolling")));
      assertThat(miner.read())
          .isEqualTo(new ConfigureResult(RpcId.of(1), List.of("version-rolling")));
      miner.send(new Subscribe(RpcId.of(2), "cpuminer/2"));
      SubscribeResult subscription = (SubscribeResult) miner.read();
      assertThat(subscription.extranonce1()).isEqualTo("0000000100000002");
      assertThat(subscription.extranonce2Size()).isEqualTo(4);
      miner.send(new ExtranonceSubscribe(RpcId.of(3)));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(3)));
      miner.send(new Authorize(RpcId.of(4), "rsyl1q.rig", "x"));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(4)));
      assertThat(miner.read()).isEqualTo(new SetDifficulty(new BitcoinDifficulty(0.5)));
      assertThat(miner.read()).isEqualTo(new SetSeedHash("c5".repeat(32)));
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("a");
      miner.send(
          new Submit(
              RpcId.of(5), "rsyl1q.rig", Submission.unclaimed("a", "00000001", "65", "good"), ""));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(5)));
      miner.send(
          new Submit(
              RpcId.of(6), "rsyl1q.rig", Submission.unclaimed("a", "00000002", "65", "low"), ""));
      assertThat(miner.read()).isEqualTo(StratumError.LOW_DIFFICULTY.reply(RpcId.of(6)));
      assertThat(port.pool.served).containsExactly("rsyl1q.rig", "00000001", "00000002");
      assertThat(port.count(StratumEvent.SUBMIT)).isEqualTo(2);
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
  }

  @Test
  void difficultyAndKeyAreSentWhenTheyChangeOnly() throws Exception {
    try (Miner miner = authorized()) {
      port.pool.source = session -> Optional.of(FakePool.coinbase("b", 0.5, "c5"));
      port.adapter.broadcast();
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("b");
      port.pool.source = session -> Optional.of(FakePool.coinbase("c", 0.25, "c5"));
      port.adapter.broadcast();
      assertThat(miner.read()).isEqualTo(new SetDifficulty(new BitcoinDifficulty(0.25)));
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("c");
      port.pool.source = session -> Optional.of(FakePool.coinbase("d", 0.25, "c6"));
      port.adapter.broadcast();
      assertThat(miner.read()).isEqualTo(new SetSeedHash("c6".repeat(32)));
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("d");
    }
  }

  @Test
  void sharesThatMayBeBlocksWaitForTheirTurnBeyondAFullQueue() throws Exception {
    reopen(
        settings -> {
          settings.workers = 1;
          settings.queueCapacity = 5;
        });
    try (Miner miner = authorized();
        Miner late = authorized();
        Miner other = busyWorker()) {
      for (int id = 3; id <= 7; id++) {
        other.sendSubmit(id, "good");
      }
      Await.until("the shares' lane is full", () -> port.stats().queueDepth() == 5);
      other.sendSubmit(8, "good");
      assertThat(other.read()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(8)));
      submit(miner, 3, 20);
      Await.until("the reserve is full", () -> port.stats().queueDepth() == 10);
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      submit(late, 3, 4);
      Await.until("each waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 2);
      assertThat(port.stats().queueDepth()).isEqualTo(10);
      port.pool.gate.release();
      assertAccepted(miner, 3, 20);
      assertAccepted(late, 3, 4);
      assertThat(port.count(StratumEvent.QUEUE_FULL)).isEqualTo(1);
    }
  }

  @Test
  void sharesThatMayBeBlocksWaitForTheLimitsOfTheirSession() throws Exception {
    reopen(
        settings -> {
          settings.workers = 1;
          settings.pendingSubmits = 2;
          settings.submits = 3;
        });
    try (Miner miner = authorized();
        Miner other = busyWorker()) {
      submit(miner, 3, 40);
      Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      assertThat(port.stats().queueDepth()).isEqualTo(2);
      port.pool.gate.release();
      assertAccepted(miner, 3, 40);
      assertThat(port.count(StratumEvent.SUBMIT_LIMITED)).isZero();
      assertThat(port.pool.offences).isEmpty();
      assertThat(other.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
    }
  }

  @Test
  void whoLeavesWhileAShareWaitsIsForgotten() throws Exception {
    reopen(
        settings -> {
          settings.workers = 1;
          settings.pendingSubmits = 1;
        });
    Miner miner = authorized();
    try (Miner other = busyWorker()) {
      try (miner) {
        submit(miner, 3, 9);
        Await.until("one waits", () -> port.count(StratumEvent.SUBMIT_DELAYED) == 1);
      }
      port.pool.gate.release();
      Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
      assertThat(other.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
      Await.until("one connection is left", () -> port.stats().connections() == 1);
    }
  }

  private void reopen(Consumer<TestSettings> changes) throws Exception {
    port.close();
    port = PoolPort.open(changes);
    port.pool.source = session -> Optional.of(FakePool.coinbase("a", 0.5, "c5"));
  }

  /** A miner of the other dialect, whose share keeps the only worker until the gate opens. */
  private Miner busyWorker() throws Exception {
    port.pool.source = session -> Optional.of(new MinerJob.Header(FakePool.job("x")));
    Miner miner = port.miner();
    port.pool.source = session -> Optional.of(FakePool.coinbase("a", 0.5, "c5"));
    port.keepWorkerBusy(miner);
    return miner;
  }

  /** All in one write. */
  private static void submit(Miner miner, int first, int last) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int id = first; id <= last; id++) {
      lines.append(
          ("{\"id\":%d,\"method\":\"mining.submit\",\"params\":"
                  + "[\"rsyl1q.rig\",\"a\",\"0%d\",\"65\",\"good\"]}%n")
              .formatted(id, id));
    }
    miner.write(lines.toString());
  }

  private static void assertAccepted(Miner miner, int first, int last) throws Exception {
    for (int id = first; id <= last; id++) {
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(id)));
    }
  }

  @Test
  void whoSubscribesAndLeavesIsForgotten() throws Exception {
    try (Miner miner = connect()) {
      miner.send(new Subscribe(RpcId.of(1), ""));
      miner.read();
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
    assertThat(port.pool.closed).isEqualTo(port.pool.subscribed);
  }

  @Test
  void whoAuthorizesBeforeItSubscribesGetsItsJobsWhenItKnowsItsExtranonce() throws Exception {
    try (Miner miner = connect()) {
      miner.send(new Authorize(RpcId.of(1), "rsyl1q.rig", "x"));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(1)));
      port.adapter.broadcast();
      miner.send(new Subscribe(RpcId.of(2), "cpuminer/2"));
      assertThat(((SubscribeResult) miner.read()).extranonce1()).isEqualTo("0000000100000002");
      assertThat(miner.read()).isEqualTo(new SetDifficulty(new BitcoinDifficulty(0.5)));
      assertThat(miner.read()).isEqualTo(new SetSeedHash("c5".repeat(32)));
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("a");
      miner.send(
          new Submit(RpcId.of(3), "rsyl1q.rig", Submission.unclaimed("a", "00", "65", "good"), ""));
      assertThat(nextButJobs(miner)).isEqualTo(Ok.accepted(RpcId.of(3)));
    }
    assertThat(port.pool.offences).isEmpty();
  }

  @Test
  void whoAuthorizesAndSubscribesInOneWriteGetsTheJobAfterBoth() throws Exception {
    try (Miner miner = connect()) {
      miner.write(
          """
          {"id":1,"method":"mining.authorize","params":["rsyl1q"]}
          {"id":2,"method":"mining.subscribe","params":[]}
          """);
      assertThat(List.of(nameOfNext(miner), nameOfNext(miner)))
          .containsExactlyInAnyOrder("SubscribeResult", "Ok");
      assertThat(miner.read()).isInstanceOf(SetDifficulty.class);
      assertThat(miner.read()).isInstanceOf(SetSeedHash.class);
      assertThat(miner.read()).isInstanceOf(Notify.class);
    }
  }

  /** A broadcast may reach a miner that has subscribed meanwhile. */
  private static ServerMessage nextButJobs(Miner miner) throws Exception {
    ServerMessage next = miner.read();
    while (next instanceof Notify) {
      next = miner.read();
    }
    return next;
  }

  private static String nameOfNext(Miner miner) throws Exception {
    return miner.read().getClass().getSimpleName();
  }

  @Test
  void aSuggestionBeforeTheLoginIsPassedOnWithItAndALaterOneBringsAJob() throws Exception {
    try (Miner miner = connect()) {
      miner.write("{\"id\":1,\"method\":\"mining.suggest_difficulty\",\"params\":[1]}\n");
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(1)));
      assertThat(port.pool.suggested).isEmpty();
      miner.send(new Subscribe(RpcId.of(2), ""));
      miner.read();
      miner.send(new Authorize(RpcId.of(3), "rsyl1q", "x"));
      for (int i = 0; i < 4; i++) {
        miner.read();
      }
      assertThat(port.pool.suggested).containsExactly(Difficulty.of(4_295_032_833L));
      port.pool.source = session -> Optional.of(FakePool.coinbase("b", 0.25, "c5"));
      miner.send(new SuggestTarget(RpcId.of(4), Target.EASIEST));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(4)));
      assertThat(miner.read()).isEqualTo(new SetDifficulty(new BitcoinDifficulty(0.25)));
      assertThat(((Notify) miner.read()).job().jobId()).isEqualTo("b");
      assertThat(port.pool.suggested).hasSize(2).endsWith(Difficulty.of(1));
    }
    assertThat(port.pool.offences).isEmpty();
  }

  @Test
  void aConnectionIsForOneWorker() throws Exception {
    try (Miner miner = authorized()) {
      miner.send(new Authorize(RpcId.of(3), "rsyl1q.rig", "x"));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(3)));
      miner.send(new Authorize(RpcId.of(4), "rsyl1q.other", "x"));
      assertThat(miner.readError().message()).contains("a connection is for one worker");
      miner.send(
          new Submit(
              RpcId.of(5), "rsyl1q.other", Submission.unclaimed("a", "00", "65", "good"), ""));
      assertThat(miner.read()).isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(5)));
      miner.send(
          new Submit(RpcId.of(6), "rsyl1q.rig", Submission.unclaimed("a", "00", "65", "good"), ""));
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(6)));
    }
  }

  @Test
  void aLoginThatIsRefusedIsToldInTheSameDialect() throws Exception {
    try (Miner miner = connect()) {
      miner.send(new Subscribe(RpcId.of(1), ""));
      miner.read();
      miner.send(new Authorize(RpcId.of(2), "bad", "x"));
      assertThat(miner.read()).isEqualTo(StratumError.INVALID_LOGIN.reply(RpcId.of(2)));
      miner.assertClosedByPool();
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
  }

  @Test
  void aConnectionSpeaksOneDialect() throws Exception {
    try (Miner miner = authorized()) {
      miner.send(new KeepAlive(RpcId.of(3), ""));
      assertThat(miner.readError().message()).contains("began in another dialect");
    }
    port.pool.source = session -> Optional.of(new MinerJob.Header(FakePool.job("x")));
    try (Miner miner = port.miner()) {
      miner.send(new Subscribe(RpcId.of(3), ""));
      assertThat(miner.readError().message()).contains("began in another dialect");
    }
  }

  @Test
  void theFirstErrorIsInTheDialectOfItsMethod() throws Exception {
    try (Miner miner = connect()) {
      miner.write("{\"id\":7,\"method\":\"mining.submit\",\"params\":{}}\n");
      assertThat(miner.readError().id()).isEqualTo(RpcId.of(7));
      miner.send(new Subscribe(RpcId.of(8), ""));
      assertThat(miner.read()).isInstanceOf(SubscribeResult.class);
    }
  }
}
