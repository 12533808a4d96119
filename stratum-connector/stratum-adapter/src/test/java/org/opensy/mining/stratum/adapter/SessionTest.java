package org.opensy.mining.stratum.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;

class SessionTest {
  private static final String GARBAGE = "not json\n";

  private PoolPort port;

  @BeforeEach
  void open() throws Exception {
    port = PoolPort.open();
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void aMinerLogsInAndSubmits() throws Exception {
    try (Miner miner = port.connect()) {
      LoginResult result = miner.login("rsyl1q");
      assertThat(result.session()).matches("[0-9a-f]{32}");
      assertThat(result.extensions()).containsExactly("algo", "keepalive");
      assertThat(result.job().jobId()).isEqualTo("job-1");
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(miner.submit(3, "low")).isEqualTo(StratumError.LOW_DIFFICULTY.reply(RpcId.of(3)));
      assertThat(miner.keepAlive(4)).isEqualTo(Ok.keptAlive(RpcId.of(4)));
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
    assertThat(port.pool.closed).isEqualTo(port.pool.entered);
    assertThat(port.count(StratumEvent.LOGIN)).isEqualTo(1);
    assertThat(port.count(StratumEvent.SUBMIT)).isEqualTo(2);
    assertThat(port.stats().sessions()).isZero();
    Await.until("the connection is gone", () -> port.stats().connections() == 0);
  }

  @Test
  void whoIsNotLoggedInIsUnauthenticated() throws Exception {
    try (Miner miner = port.connect()) {
      assertThat(miner.submitAs("nobody"))
          .isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(2)));
      assertThat(miner.keepAlive(3)).isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(3)));
      miner.login("rsyl1q");
      assertThat(miner.submitAs("other"))
          .isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(2)));
      assertThat(miner.submit(4, "good")).isEqualTo(Ok.accepted(RpcId.of(4)));
    }
    assertThat(port.count(StratumEvent.UNAUTHENTICATED)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad", "boom"})
  void aLoginThatFailsIsToldWhyAndClosed(String login) throws Exception {
    try (Miner miner = port.connect()) {
      miner.sendLogin(login);
      StratumError error =
          login.equals("bad") ? StratumError.INVALID_LOGIN : StratumError.INTERNAL_ERROR;
      assertThat(miner.readError()).isEqualTo(error.reply(RpcId.of(1)));
      miner.assertClosedByPool();
    }
  }

  @Test
  void aLaterLoginTakesThePlaceOfTheFirst() throws Exception {
    try (Miner miner = port.miner()) {
      assertThat(miner.login("rsyl1other").job().jobId()).isEqualTo("job-2");
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(port.stats().sessions()).isEqualTo(1);
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
    assertThat(port.stats().sessions()).isZero();
  }

  @Test
  void aLaterLoginWaitsForTheVerdictsOnSharesBeforeIt() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "later");
      miner.sendLogin("rsyl1other");
      miner.sendSubmit(3, "good");
      assertThat(miner.readError()).isEqualTo(StratumError.UNAUTHENTICATED.reply(RpcId.of(3)));
      Await.until("the pool has the share", () -> port.pool.served.size() == 2);
      assertThat(port.pool.served).containsExactly("rsyl1q", "later");
      port.pool.later.complete(SubmitOutcome.accepted());
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(((LoginResult) miner.read()).job().jobId()).isEqualTo("job-2");
    }
  }

  @Test
  void aLoginBeforeTheAnswerToAnotherIsRefusedAlone() throws Exception {
    try (Miner miner = port.connect()) {
      miner.sendLogin("wait");
      miner.sendLogin("rsyl1q");
      assertThat(miner.readError().message()).contains("the login before is not answered");
      port.pool.gate.release();
      assertThat(miner.read()).isInstanceOf(LoginResult.class);
    }
    assertThat(port.pool.offences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":7,"method":"eth_submitLogin","params":["a"]}                     | -32601
          {"id":7,"method":"client.get_version","params":[]}                     | -32601
          {"id":7,"jsonrpc":"2.0","method":"login","params":{"login":7}}         | -32602
          {"id":7,"jsonrpc":"2.0","method":"submit","params":[]}                 | -32602
          [{"id":7,"method":"login"},{"id":8,"method":"login"}]                  | -32600
          """)
  void whateverIsValidJsonRpcIsAnsweredAndNothingElseHappens(String line, int code)
      throws Exception {
    try (Miner miner = port.connect()) {
      for (int i = 0; i < 20; i++) {
        miner.write(line + "\n");
        assertThat(miner.readError().code()).isEqualTo(code);
      }
      miner.login("rsyl1q");
      for (int i = 0; i < 20; i++) {
        miner.write(line + "\n");
        assertThat(miner.readError().code()).isEqualTo(code);
      }
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
    }
    assertThat(port.count(StratumEvent.PROTOCOL_ERROR)).isZero();
    assertThat(port.pool.offences).isEmpty();
  }

  @Test
  void whatExpectsNoAnswerGetsNone() throws Exception {
    try (Miner miner = port.miner()) {
      miner.write("{\"method\":\"keepalived\",\"params\":{}}\n");
      miner.write("{\"id\":null,\"method\":\"mining.multi_version\",\"params\":[1]}\n");
      miner.write("{\"id\":null,\"method\":\"mining.suggest_difficulty\",\"params\":[1]}\n");
      miner.write("{\"id\":3,\"result\":\"a miner\",\"error\":null}\n");
      assertThat(miner.keepAlive(4)).isEqualTo(Ok.keptAlive(RpcId.of(4)));
    }
    assertThat(port.pool.offences).isEmpty();
  }

  @Test
  void blankLinesAndAByteOrderMarkAreForgiven() throws Exception {
    try (Miner miner = port.connect()) {
      miner.write("\r\n\n \t \n\uFEFF");
      assertThat(miner.login("rsyl1q").job().jobId()).isEqualTo("job-1");
      miner.write("\n");
      assertThat(miner.submit(2, "good")).isEqualTo(Ok.accepted(RpcId.of(2)));
    }
    assertThat(port.pool.offences).isEmpty();
  }

  @Test
  void aTlsHelloAtAPlainPortIsClosedAtOnceAndSaidInTheLogOnceAMinute() throws Exception {
    try (TransportLog log = new TransportLog()) {
      for (int i = 0; i < 3; i++) {
        try (Miner miner = port.connect()) {
          miner.socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
          miner.assertClosedByPool();
        }
      }
      assertThat(log.lines())
          .containsExactly(
              "STRATUM-3004 closed: 127.0.0.1 speaks TLS to port "
                  + port.address.getPort()
                  + ", which has none");
    }
    assertThat(port.count(StratumEvent.TLS_FAILURE)).isEqualTo(3);
    assertThat(port.pool.offences).hasSize(3).containsOnly(Offence.PROTOCOL_ERROR);
  }

  @Test
  void aShareMayChangeTheDifficulty() throws Exception {
    try (Miner miner = port.miner()) {
      assertThat(miner.submit(2, "harder")).isEqualTo(Ok.accepted(RpcId.of(2)));
      assertThat(miner.read()).isEqualTo(new JobMessage(FakePool.job("job-2")));
    }
  }

  @Test
  void aSessionThatThePoolDoesNotWantIsToldWhyAndClosed() throws Exception {
    try (Miner miner = port.miner()) {
      assertThat(miner.submit(2, "out"))
          .isEqualTo(new ErrorReply(RpcId.of(2), 26, "Wrong result, too often"));
      miner.assertClosedByPool();
    }
    assertThat(port.count(StratumEvent.EXPELLED)).isEqualTo(1);
  }

  @Test
  void whatThePoolRefusesIsThePoolsBusiness() throws Exception {
    try (Miner miner = port.connect()) {
      miner.sendLogin("bad");
      miner.readError();
    }
    assertThat(port.pool.offences).isEmpty();
    assertThat(port.count(StratumEvent.LOGIN_REFUSED)).isEqualTo(1);
  }

  @Test
  void withoutAJobNobodyGetsIn() throws Exception {
    port.pool.source = session -> Optional.empty();
    try (Miner miner = port.connect()) {
      miner.sendLogin("rsyl1q");
      assertThat(miner.readError()).isEqualTo(StratumError.NO_WORK.reply(RpcId.of(1)));
      miner.assertClosedByPool();
    }
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
  }

  @Test
  void linesMayComeInPiecesAndSeveralAtOnce() throws Exception {
    try (Miner miner = port.connect()) {
      String login = "{\"id\":\"é\",\"method\":\"login\",\"params\":{\"login\":\"rsyl1q\"}}\r\n";
      for (byte piece : login.getBytes(StandardCharsets.UTF_8)) {
        miner.socket.getOutputStream().write(piece);
      }
      LoginResult result = (LoginResult) miner.read();
      assertThat(result.id()).isEqualTo(RpcId.of("é"));
      String keepAlive = "{\"id\":%d,\"method\":\"keepalived\",\"params\":{}}\n";
      miner.write(keepAlive.formatted(5) + keepAlive.formatted(6));
      assertThat(miner.read()).isEqualTo(Ok.keptAlive(RpcId.of(5)));
      assertThat(miner.read()).isEqualTo(Ok.keptAlive(RpcId.of(6)));
    }
  }

  @Test
  void garbageBeforeTheLoginEndsTheConnection() throws Exception {
    try (Miner miner = port.connect()) {
      miner.write("GET / HTTP/1.1\r\nHost: pool\r\n\r\n");
      assertThat(miner.readError().code()).isEqualTo(StratumError.PARSE_ERROR.code());
      miner.assertClosedByPool();
    }
    assertThat(port.count(StratumEvent.PROTOCOL_ERROR)).isEqualTo(1);
    assertThat(port.pool.offences).containsExactly(Offence.PROTOCOL_ERROR);
  }

  @Test
  void garbageAfterTheLoginIsBorneTenTimes() throws Exception {
    try (Miner miner = port.miner()) {
      for (int i = 1; i <= 9; i++) {
        miner.write(GARBAGE);
        assertThat(miner.readError().code()).isEqualTo(StratumError.PARSE_ERROR.code());
        assertThat(miner.submit(i, "good")).isEqualTo(Ok.accepted(RpcId.of(i)));
      }
      miner.write(GARBAGE);
      assertThat(miner.readError().code()).isEqualTo(StratumError.PARSE_ERROR.code());
      miner.assertClosedByPool();
    }
  }

  @Test
  void aLineThatIsTooLongEndsTheConnectionBeforeItsEnd() throws Exception {
    try (Miner miner = port.miner()) {
      miner.write("x".repeat(StratumCodec.MAX_LINE_BYTES + 1));
      assertThat(miner.readError().message()).contains("8192 bytes");
      miner.assertClosedByPool();
    }
    assertThat(port.count(StratumEvent.PROTOCOL_ERROR)).isEqualTo(1);
    assertThat(port.pool.offences).containsExactly(Offence.PROTOCOL_ERROR);
  }

  @Test
  void theLastTextArrivesEvenIfMuchWasSentThatNobodyWillRead() throws Exception {
    try (Miner miner = port.connect()) {
      miner.write("x".repeat(1 << 20));
      assertThat(miner.readError().message()).contains("8192 bytes");
      miner.assertClosedByPool();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boom", "broken"})
  void aListenerThatThrowsCostsTheMinerOneAnswerOnly(String nonce) throws Exception {
    try (Miner miner = port.miner()) {
      for (int i = 0; i < 20; i++) {
        assertThat(miner.submit(2, nonce))
            .isEqualTo(StratumError.INTERNAL_ERROR.reply(RpcId.of(2)));
        assertThat(miner.submit(3, "good")).isEqualTo(Ok.accepted(RpcId.of(3)));
      }
    }
    assertThat(port.stats().listenerFailures()).isEqualTo(20);
  }

  @Test
  void aVerdictMayComeLaterWithoutHoldingUpTheOthers() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "later");
      for (int i = 3; i < 10; i++) {
        assertThat(miner.submit(i, "good")).isEqualTo(Ok.accepted(RpcId.of(i)));
      }
      port.pool.later.complete(SubmitOutcome.accepted());
      assertThat(miner.read()).isEqualTo(Ok.accepted(RpcId.of(2)));
    }
  }

  @Test
  void verdictsThatBecomeKnownOnTheEventLoopAreWrittenInTheSameTask() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "later");
      miner.sendSubmit(3, "later");
      Await.until("the pool has both", () -> port.pool.served.size() == 3);
      Executor loop = port.pool.loop.get();
      CompletableFuture<Boolean> inside = new CompletableFuture<>();
      loop.execute(
          () -> {
            Thread loopThread = Thread.currentThread();
            loop.execute(() -> inside.complete(Thread.currentThread().equals(loopThread)));
            assertThat(inside).as("a task inside another runs at once").isDone();
            port.pool.later.complete(SubmitOutcome.accepted());
          });
      assertThat(List.of(miner.read(), miner.read()))
          .containsExactlyInAnyOrder(Ok.accepted(RpcId.of(2)), Ok.accepted(RpcId.of(3)));
      assertThat(inside.join()).isTrue();
    }
  }

  @Test
  void aVerdictThatFailsIsAnInternalError() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "later");
      port.pool.later.completeExceptionally(new IllegalStateException("no disk"));
      assertThat(miner.readError()).isEqualTo(StratumError.INTERNAL_ERROR.reply(RpcId.of(2)));
    }
    assertThat(port.stats().listenerFailures()).isEqualTo(1);
  }

  @Test
  void aMessageBeanThatIsNotThereYetMeansBusy() throws Exception {
    port.container.available = false;
    try (Miner miner = port.connect()) {
      miner.sendLogin("rsyl1q");
      assertThat(miner.readError()).isEqualTo(StratumError.SERVER_BUSY.reply(RpcId.of(1)));
      miner.assertClosedByPool();
    }
  }

  @Test
  void theEndIsToldAfterTheLastCallHasReturned() throws Exception {
    try (Miner miner = port.miner()) {
      miner.sendSubmit(2, "wait");
      Await.until("the submit is with the pool", () -> port.pool.waiting.get() == 1);
    }
    Await.until("the connection is gone", () -> port.stats().connections() == 0);
    assertThat(port.pool.closed).isEmpty();
    port.pool.gate.release();
    Await.until("the pool hears of the end", () -> port.pool.closed.size() == 1);
  }

  @Test
  void whoNeverGotInHasNoEnd() throws Exception {
    try (Miner miner = port.connect()) {
      miner.sendLogin("bad");
      miner.readError();
    }
    port.miner().close();
    Await.until("the second is gone", () -> port.pool.closed.size() == 1);
    assertThat(port.pool.closed).containsExactly(port.pool.entered.get(1));
  }
}
