package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.dev.stack.IdentityProvider;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;

/**
 * Operators and their bans in the deployed pool, over a restart of it too. They sign in at an
 * identity provider of their own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BanIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BANS = "/api/v1/admin/bans";
  private static final String NET = "203.0.113.0/24";

  private static IdentityProvider provider;
  private static TestPool pool;
  private static PoolProbe probe;

  @BeforeAll
  static void start() {
    provider = new IdentityProvider();
    pool = TestPool.create("BanIT", provider.configuration());
    probe = new PoolProbe(pool);
    pool.server().start();
  }

  @AfterAll
  static void stop() {
    if (pool != null) {
      pool.close();
    }
    provider.close();
  }

  @Test
  @Order(1)
  void onlyAnOperatorSeesBans() {
    assertThat(probe.get(BANS).statusCode()).isEqualTo(401);
    assertThat(call("GET", BANS, "").statusCode()).isEqualTo(200);
    String nightShift = provider.token("bob", "offline_access", "pool-night-shift");
    assertThat(probe.call("GET", BANS, nightShift, "").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(1)
  void nobodyElseGivesTokensOrRoles() {
    for (String role : new String[] {"staff", "operator", "pool-staff,pool-night-shift"}) {
      String token = provider.token("carol", role);
      assertThat(probe.call("GET", BANS, token, "").statusCode()).as(role).isEqualTo(403);
    }
    assertThat(probe.call("GET", BANS, TestToken.operator(), "").statusCode()).isEqualTo(401);
    HttpResponse<String> answer = probe.post("/api/v1/auth/token", "{\"secret\":\"anything\"}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("foreign_issuer");
    assertThat(probe.get("/api/v1/auth/jwks.json").body()).isEqualTo("{\"keys\":[]}");
  }

  @Test
  @Order(2)
  void anOperatorBansASubnet() {
    HttpResponse<String> answer = ban("\"203.0.113.9/24\"", "3600", "\"a flood\"");
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode ban = json(answer);
    assertThat(ban.path("subnet").asText()).isEqualTo(NET);
    assertThat(ban.path("by").asText()).isEqualTo("alice (f:1:alice)");
    assertThat(ban.path("reason").asText()).isEqualTo("a flood");
    assertThat(bans("?hitting=203.0.113.77")).hasSize(1).contains(ban);
    assertThat(bans("?hitting=203.0.114.77")).isEmpty();
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"subnet\":\"203.0.113.0/33\",\"seconds\":60,\"reason\":\"x\"}",
        "{\"subnet\":\"example.org\",\"seconds\":60,\"reason\":\"x\"}",
        "{\"subnet\":\"203.0.113.0/24\",\"seconds\":0,\"reason\":\"x\"}",
        "{\"subnet\":\"203.0.113.0/24\",\"seconds\":31536001,\"reason\":\"x\"}",
        "{\"subnet\":\"203.0.113.0/24\",\"seconds\":\"soon\",\"reason\":\"x\"}",
        "{\"subnet\":\"203.0.113.0/24\",\"seconds\":60,\"reason\":\" \"}",
        "{\"subnet\":\"203.0.113.0/24\",\"seconds\":60}"
      })
  void whatIsNoBanIsAProblem(String body) {
    HttpResponse<String> answer = call("POST", BANS, body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  @Order(4)
  void loopbackIsNeverBanned() {
    HttpResponse<String> answer = ban("\"127.0.0.1\"", "60", "\"a mistake\"");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("pool.ban.allow");
  }

  @Test
  @Order(5)
  void bansAreCounted() {
    assertThat(probe.get("/metrics").body())
        .contains(
            "\nopensy_pool_banned_ips 1",
            "opensy_pool_bans_placed_total{by=\"operator\"",
            "opensy_pool_offences_total{kind=\"protocol_error\"");
  }

  @Test
  @Order(6)
  void aBanOutlivesARestartUntilItIsLifted() {
    assertThat(pool.server().redeploy().success()).isTrue();
    eventually("the pool is back", () -> probe.get("/ready").statusCode() == 200);
    eventually("the ban is known", () -> bans("").size() == 1);
    String one = BANS + "?subnet=" + NET;
    assertThat(call("DELETE", one, "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", one, "").statusCode()).isEqualTo(404);
    assertThat(call("DELETE", BANS, "").statusCode()).isEqualTo(400);
    assertThat(bans("")).isEmpty();
  }

  private static HttpResponse<String> ban(String subnet, String seconds, String reason) {
    return call(
        "POST",
        BANS,
        "{\"subnet\":" + subnet + ",\"seconds\":" + seconds + ",\"reason\":" + reason + "}");
  }

  private static JsonNode bans(String query) {
    return json(call("GET", BANS + query, "")).path("items");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new AssertionError(answer.body(), broken);
    }
  }

  private static HttpResponse<String> call(String method, String path, String body) {
    return probe.call(method, path, provider.token("alice", "pool-staff"), body);
  }
}
