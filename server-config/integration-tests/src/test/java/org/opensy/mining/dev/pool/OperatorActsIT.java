package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.miner.StratumMiner;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;
import org.opensy.mining.stratum.protocol.LoginResult;

/** What operators do in the deployed pool is kept, done once, and forges nothing. */
class OperatorActsIT {
  private static final String JSON = "Content-Type: application/json";
  private static final String HALTS = "/api/v1/admin/halts";
  private static final String LATEST =
      "select concat_ws(' ', operator, source, method, target, body, idempotency_key, status)"
          + " from operator_acts order by id desc limit ";

  private static TestPool pool;
  private static PoolProbe probe;
  private static RawExchange http;

  @BeforeAll
  static void start() {
    pool = TestPool.shared();
    probe = new PoolProbe(pool);
    http = new RawExchange(pool.server());
  }

  @AfterEach
  void leaveAsFound() {
    call("DELETE", HALTS + "/by-hand", "");
  }

  private static RawExchange.Answer call(
      String method, String target, String body, String... more) {
    return callBy("operator", method, target, body, more);
  }

  private static RawExchange.Answer callBy(
      String who, String method, String target, String body, String... more) {
    String token = TestToken.operator(who);
    List<String> headers = new ArrayList<>(List.of("Authorization: Bearer " + token, JSON));
    headers.addAll(Arrays.asList(more));
    return http.send(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String latest() {
    return probe.texts(LATEST + 1).get(0);
  }

  private static List<String> halts() throws IOException {
    List<String> reasons = new ArrayList<>();
    JsonNode halts =
        new ObjectMapper().readTree(probe.call("GET", HALTS, TestToken.operator(), "").body());
    halts.forEach(halt -> reasons.add(halt.path("reason").asText()));
    return reasons;
  }

  @Test
  void aMinerIsSentAway() throws IOException {
    String sessions = "/api/v1/admin/sessions";
    TestPool pool = TestPool.shared();
    InetSocketAddress stratum =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pool.server().stratumPort());
    try (StratumMiner miner = StratumMiner.connect(stratum)) {
      String login = pool.access().poolAddress() + ".sent-away";
      assertThat(miner.login(login)).isInstanceOf(LoginResult.class);
      long id = session("sent-away");
      assertThat(callBy("alice", "DELETE", sessions + "/" + id, "").status()).isEqualTo(204);
      eventually("it is gone", () -> session("sent-away") == 0);
      assertThat(callBy("alice", "DELETE", sessions + "/" + id, "").status()).isEqualTo(404);
    }
  }

  private static long session(String worker) {
    String sessions = "/api/v1/admin/sessions?limit=100";
    try {
      JsonNode items =
          new ObjectMapper()
              .readTree(probe.call("GET", sessions, TestToken.operator(), "").body())
              .path("items");
      for (JsonNode item : items) {
        if (item.path("worker").asText().equals(worker)) {
          return item.path("id").asLong();
        }
      }
      return 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void eachHaltAndItsLiftingIsARowWithItsReason() throws IOException {
    String first = "{\"reason\":\"the first\"}";
    String second = "{\"reason\":\"the second\"}";
    assertThat(callBy("alice", "POST", HALTS, first).status()).isEqualTo(204);
    assertThat(callBy("bob", "POST", HALTS, second).status()).isEqualTo(204);
    assertThat(halts()).containsExactly("the first (alice)", "the second (bob)");
    assertThat(call("DELETE", HALTS + "/by-hand", "").status()).isEqualTo(204);
    assertThat(halts()).isEmpty();
    assertThat(call("DELETE", HALTS + "/by-hand", "").status()).isEqualTo(404);
    assertThat(probe.texts(LATEST + 4))
        .containsExactly(
            "operator 127.0.0.1 DELETE /api/v1/admin/halts/by-hand  404",
            "operator 127.0.0.1 DELETE /api/v1/admin/halts/by-hand  204",
            "bob 127.0.0.1 POST /api/v1/admin/halts " + second + " 204",
            "alice 127.0.0.1 POST /api/v1/admin/halts " + first + " 204");
    assertThat(call("GET", "/api/v1/admin/acts?limit=4", "").body())
        .contains("the first", "the second", "\"operator\":\"bob\"", "\"status\":404");
  }

  @Test
  void aRequestOfOneKeyIsDoneOnce() throws IOException {
    String key = "Idempotency-Key: \"0f8fad5b-d9cb-469f-a165-70867728950e\"";
    String body = "{\"reason\":\"once\"}";
    assertThat(call("POST", HALTS, body, key).status()).isEqualTo(204);
    assertThat(call("POST", HALTS, body, key).status()).isEqualTo(204);
    assertThat(halts()).containsExactly("once (operator)");
    RawExchange.Answer other = call("POST", HALTS, "{\"reason\":\"twice\"}", key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.has("Content-Type: application/problem+json")).isTrue();
    assertThat(halts()).containsExactly("once (operator)");
    assertThat(call("POST", HALTS, body, "Idempotency-Key: a b").status()).isEqualTo(400);
  }

  @Test
  void aBanIsAnsweredAlikeWhenItIsSentAgain() {
    String body = "{\"subnet\":\"203.0.113.7\",\"seconds\":60,\"reason\":\"a flood\"}";
    RawExchange.Answer first = call("POST", "/api/v1/admin/bans", body, "Idempotency-Key: ban-1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(call("POST", "/api/v1/admin/bans", body, "Idempotency-Key: ban-1").body())
        .isEqualTo(first.body());
    assertThat(call("DELETE", "/api/v1/admin/bans?subnet=203.0.113.7", "").status()).isEqualTo(204);
    assertThat(latest())
        .isEqualTo("operator 127.0.0.1 DELETE /api/v1/admin/bans?subnet=203.0.113.7  204");
  }

  @Test
  void whatSomebodyElseWritesForgesNoLineOfTheLog() {
    String forged = "POOL-8010 act done by mallory";
    call("POST", HALTS, "{}\n" + forged + "\u202e");
    assertThat(latest())
        .isEqualTo(
            "operator 127.0.0.1 POST /api/v1/admin/halts {}\\u000a" + forged + "\\u202e 400");
    eventually("it is in the log", () -> pool.server().log().text().contains("{}\\u000a" + forged));
    assertThat(pool.server().log().text().lines())
        .noneMatch(line -> line.strip().startsWith(forged));
  }

  @Test
  void nothingIsSaidToBeDoneThatWasRefused() {
    call("POST", "/api/v1/admin/blocks/" + "ab".repeat(32) + "/write-off", "");
    assertThat(latest()).endsWith("/write-off  404");
    eventually(
        "the refusal is in the log",
        () ->
            pool.server()
                .log()
                .text()
                .lines()
                .anyMatch(line -> line.contains("POOL-8011") && line.contains("/write-off")));
    assertThat(pool.server().log().text().lines())
        .noneMatch(line -> line.contains("POOL-8010") && line.contains("/write-off"));
  }
}
