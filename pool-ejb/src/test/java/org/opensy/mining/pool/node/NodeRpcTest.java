package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.metrics.RegisteredMetrics;

class NodeRpcTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final RpcCall CALL = RpcCall.of("getnetworkhashps");

  private final HttpClient http = HttpClient.newHttpClient();
  private ScriptedNode node;
  private NodeRpc rpc;

  @BeforeEach
  void start() throws IOException {
    node = ScriptedNode.start();
    rpc = new NodeRpc(node.address(), http, RpcTimes.unseen());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void readsDecimalsExactly() {
    node.result("getnetworkhashps", "3.82420313207746e-06");
    assertThat(rpc.call(CALL, LONG).decimalValue())
        .isEqualTo(new BigDecimal("0.00000382420313207746"));
  }

  @Test
  void callsAreCountedByMethodAndSoAreThoseThatFail() {
    RegisteredMetrics metrics = new RegisteredMetrics();
    NodeRpc counted = new NodeRpc(node.address(), http, new RpcTimes(metrics));
    node.result("getnetworkhashps", "1");
    node.error("getblockhash", -8, "Block height out of range");
    counted.call(CALL, LONG);
    counted.longPoll(CALL, LONG);
    assertThatThrownBy(() -> counted.call(RpcCall.of("getblockhash", 5), LONG))
        .isInstanceOf(NodeRpcException.class);
    assertThat(metrics.scrape())
        .contains(
            "opensy_pool_rpc_requests_total{method=\"getnetworkhashps\"} 2\n",
            "opensy_pool_rpc_latency_seconds_count{method=\"getnetworkhashps\"} 1\n",
            "opensy_pool_rpc_latency_seconds_count{method=\"getblockhash\"} 1\n",
            "opensy_pool_rpc_errors_total 1\n");
  }

  @Test
  void errorObjectIsAnAnswerWithCodeAndWords() {
    node.error("getblockhash", -8, "Block height out of range");
    NodeRpcException e =
        catchThrowableOfType(
            NodeRpcException.class, () -> rpc.call(RpcCall.of("getblockhash", 5), LONG));
    assertThat(e.code()).isEqualTo(-8);
    assertThat(e.rpcMessage()).isEqualTo("Block height out of range");
    assertThat(e.notReady()).isFalse();
  }

  @Test
  void errorObjectOfAnUnknownMethodComesWithHttp404() {
    NodeRpcException e =
        catchThrowableOfType(NodeRpcException.class, () -> rpc.call(RpcCall.of("nope"), LONG));
    assertThat(e.code()).isEqualTo(-32601);
  }

  @Test
  void readsTheCookieAgainWhenTheNodeRestartedWithANewOne(@TempDir Path folder) throws IOException {
    Path cookie = folder.resolve(".cookie");
    Files.writeString(cookie, "__cookie__:first");
    rpc = new NodeRpc(node.address(new NodeLogin.CookieFile(cookie)), http, RpcTimes.unseen());
    node.result("getnetworkhashps", "1").require(basic("__cookie__:first"));
    rpc.call(CALL, LONG);
    Files.writeString(cookie, "__cookie__:second\n");
    node.require(basic("__cookie__:second"));
    assertThat(rpc.call(CALL, LONG).asInt()).isEqualTo(1);
    rpc.call(CALL, LONG);
    assertThat(node.calls())
        .containsExactly("getnetworkhashps", "401", "getnetworkhashps", "getnetworkhashps");
  }

  @Test
  void refusedPasswordIsNotTriedAgainAndNotShown() {
    rpc =
        new NodeRpc(
            node.address(new NodeLogin.Password("u", new Secret("wrong1"))),
            http,
            RpcTimes.unseen());
    assertThatThrownBy(() -> rpc.call(CALL, LONG))
        .isInstanceOf(NodeUnreachableException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("wrong1");
    assertThat(node.calls()).containsExactly("401");
  }

  @Test
  void missingCookieFileIsNamed() {
    Path missing = Path.of("/nowhere/.cookie");
    rpc = new NodeRpc(node.address(new NodeLogin.CookieFile(missing)), http, RpcTimes.unseen());
    assertThat(failure()).hasMessageContaining("/nowhere/.cookie");
  }

  @Test
  void silentNodeIsGivenUpInTimeAndMayHaveDoneTheWork() {
    node.silence("getnetworkhashps");
    NodeUnreachableException e = failure(SHORT);
    assertThat(e.maybeDone()).isTrue();
    assertThat(rpc.longPoll(CALL, SHORT)).isEmpty();
  }

  @Test
  void bodyThatStallsIsGivenUpInTime() {
    node.on(
        "getnetworkhashps",
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          node.awaitClose();
        });
    assertThat(failure(SHORT).maybeDone()).isTrue();
  }

  @Test
  void halfAnAnswerIsNoAnswer() {
    node.half("getnetworkhashps");
    assertThat(failure().maybeDone()).isTrue();
  }

  @Test
  void garbageIsNoAnswer() {
    node.raw("getnetworkhashps", 200, "<html>hello</html>".getBytes(UTF_8));
    assertThat(failure().maybeDone()).isTrue();
  }

  @Test
  void answerToAnotherRequestIsNoAnswer() {
    node.raw("getnetworkhashps", 200, "{\"result\":1,\"error\":null,\"id\":-7}".getBytes(UTF_8));
    assertThat(failure()).hasMessageContaining("no answer");
  }

  @Test
  void busyNodeHasNotTakenTheCall() {
    node.raw("getnetworkhashps", 503, "Work queue depth exceeded".getBytes(UTF_8));
    assertThat(failure().maybeDone()).isFalse();
  }

  @Test
  void hugeAnswerIsCutOff() {
    node.on(
        "getnetworkhashps",
        (exchange, request) -> {
          byte[] blanks = new byte[1 << 20];
          Arrays.fill(blanks, (byte) ' ');
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 40; i++) {
              body.write(blanks);
            }
          }
        });
    assertThat(failure()).hasMessageContaining("over " + NodeRpc.MAX_ANSWER_BYTES);
  }

  @Test
  void closedPortHasNotTakenTheCall() {
    node.close();
    assertThat(failure().maybeDone()).isFalse();
  }

  private NodeUnreachableException failure() {
    return failure(LONG);
  }

  private NodeUnreachableException failure(Duration timeout) {
    NodeUnreachableException e =
        catchThrowableOfType(NodeUnreachableException.class, () -> rpc.call(CALL, timeout));
    assertThat(e).isNotNull();
    return e;
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }
}
