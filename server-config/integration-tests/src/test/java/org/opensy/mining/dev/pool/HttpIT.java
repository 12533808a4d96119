package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;

/** What stands before the deployed pool's pages and calls: listeners, limits, bans. */
class HttpIT {
  private static final String BANS = "/api/v1/admin/bans";
  private static final String STATS = "/api/v1/pool/stats";
  private static final String TOKEN = "Authorization: Bearer " + TestToken.operator();
  private static final String JSON = "Content-Type: application/json";
  private static final int QUOTA = 600;

  private static TestPool pool;
  private static PoolProbe probe;
  private static int publicPort;
  private static int operationsPort;

  @BeforeAll
  static void start() {
    pool = TestPool.shared();
    probe = new PoolProbe(pool);
    publicPort = pool.server().payara().httpPort();
    operationsPort = pool.server().payara().operationsPort();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/pool.css", "/pool.js", STATS, "/api/v1/pool/blocks"})
  void whatIsForThePublicIsOnThePublicListenerAlone(String path) {
    assertThat(RawHttp.get(publicPort, path).status()).isEqualTo(200);
    assertThat(RawHttp.get(operationsPort, path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/metrics?scope=application",
        "/health",
        "/health/ready",
        "/openapi",
        "/ready",
        "/live",
        BANS
      })
  void whatIsForOperationsIsOnTheirListenerAlone(String path) {
    eventually("it is served", () -> RawHttp.get(operationsPort, path, TOKEN).status() == 200);
    assertThat(RawHttp.get(publicPort, path, TOKEN).status()).isEqualTo(404);
    assertThat(RawHttp.get(publicPort, "http://operations" + path, TOKEN).text())
        .doesNotContain("opensy_pool", "checks", "openapi", "items");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/application.wadl", "/api/v1/pool/application.wadl", "/error.html"})
  void whatNobodyNeedsIsNowhere(String path) {
    for (int port : new int[] {publicPort, operationsPort}) {
      assertThat(RawHttp.get(port, path, TOKEN).status()).isEqualTo(404);
    }
    assertThat(RawHttp.request(publicPort, "OPTIONS " + STATS + " HTTP/1.1", "").text())
        .doesNotContainIgnoringCase("wadl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//metrics",
        "/%6detrics",
        "/metrics;x",
        "/./metrics",
        "/%2e/metrics",
        "/x/../metrics",
        "/api/v1/pool/../admin/bans",
        "/api/v1/pool/%2e%2e/admin/bans",
        "/api/v1/pool/..;/admin/bans",
        "/api/v1//pool/stats",
        "/api/v1/pool/stats;x=y",
        "/api/v1/pool/%73tats"
      })
  void aPathThatIsWrittenAnotherWayIsRefused(String path) {
    assertThat(RawHttp.get(publicPort, path, TOKEN).status()).isIn(400, 404);
    if (path.startsWith("/api")) {
      assertThat(RawHttp.get(operationsPort, path, TOKEN).status()).isIn(400, 404);
    }
  }

  @Test
  void noConnectionBecomesHttp2() {
    for (int port : new int[] {publicPort, operationsPort}) {
      RawHttp.Answer answer =
          RawHttp.request(
              port,
              "GET /ready HTTP/1.1",
              "",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
              "Connection: Upgrade, HTTP2-Settings");
      assertThat(answer.status()).isNotEqualTo(101);
    }
  }

  @Test
  void stalledRequestsHoldUpNobodyElseAndEndByThemselves() {
    List<RawHttp> stalled = new ArrayList<>();
    List<RawHttp> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        RawHttp operator = RawHttp.connect(operationsPort);
        operator.send(
            "POST " + BANS + " HTTP/1.1", TOKEN + "\r\n" + JSON + "\r\nContent-Length: 99", "{");
        stalled.add(operator);
        RawHttp stranger = RawHttp.connect(publicPort);
        stranger.send("POST " + STATS + " HTTP/1.1", JSON + "\r\nContent-Length: 99", "{");
        strangers.add(stranger);
      }
      assertThat(RawHttp.get(operationsPort, "/live").status()).isEqualTo(200);
      assertThat(RawHttp.get(publicPort, STATS).status()).isEqualTo(200);
      assertThat(stalled).allMatch(RawHttp::isSilent);
      assertThat(stalled.get(0).answer().status()).isEqualTo(408);
    } finally {
      stalled.forEach(RawHttp::close);
      strangers.forEach(RawHttp::close);
    }
  }

  @Test
  void noBodyIsLongerThanSixteenKibibytes() {
    String line = "POST " + BANS + " HTTP/1.1";
    String body = "x".repeat(16_385);

    assertThat(RawHttp.request(operationsPort, line, "", TOKEN, JSON, "Content-Length: 16385"))
        .extracting(RawHttp.Answer::status)
        .isEqualTo(413);
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    assertThat(
            RawHttp.request(operationsPort, line, chunk, TOKEN, JSON, "Transfer-Encoding: chunked"))
        .extracting(RawHttp.Answer::status)
        .isEqualTo(413);
  }

  @Test
  void aBodyOfTwoLengthsIsRefused() {
    RawHttp.Answer answer =
        RawHttp.request(
            operationsPort,
            "POST " + BANS + " HTTP/1.1",
            "0\r\n\r\n",
            TOKEN,
            JSON,
            "Content-Length: 5",
            "Transfer-Encoding: chunked");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void whoAsksTooOftenWaitsAndNobodyElse() {
    String somebody = "X-Forwarded-For: 198.51.100.9, 203.0.113.50";
    RawHttp.Answer answer = RawHttp.get(publicPort, STATS, somebody);
    assertThat(answer.header("ratelimit-policy")).isEqualTo("\"requests\";q=600;w=60");
    assertThat(answer.header("ratelimit")).matches("\"requests\";r=59\\d;t=\\d+");
    // A minute may end meanwhile, but not two.
    for (int i = 0; i < 2 * QUOTA + 1 && answer.status() == 200; i++) {
      answer = RawHttp.get(publicPort, STATS, somebody);
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.header("ratelimit")).startsWith("\"requests\";r=0;t=");
    assertThat(answer.header("retry-after")).matches("[1-9]\\d?");
    assertThat(RawHttp.get(publicPort, STATS, "X-Forwarded-For: 203.0.113.51").status())
        .isEqualTo(200);
  }

  @Test
  void whoShowsWrongTokensIsLoggedCountedAndBanned() {
    String guesser = "X-Forwarded-For: 203.0.113.60";
    String wrong = "Authorization: Bearer guess";
    String hitting = BANS + "?hitting=203.0.113.60";
    eventually(
        "the ban",
        () -> {
          RawHttp.get(operationsPort, BANS, guesser, wrong);
          return RawHttp.get(operationsPort, hitting, TOKEN).text().contains("wrong token");
        });
    for (int port : new int[] {publicPort, operationsPort}) {
      RawHttp.Answer refused = RawHttp.get(port, STATS, guesser);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).matches("[1-9]\\d*");
    }
    assertThat(RawHttp.get(publicPort, STATS, "X-Forwarded-For: 203.0.113.61").status())
        .isEqualTo(200);
    assertThat(pool.server().log().text())
        .containsPattern("POOL-7002 wrong operator's token, \\d+ .* 203\\.0\\.113\\.60");
    assertThat(probe.get("/metrics").body())
        .containsPattern("opensy_pool_offences_total\\{kind=\"wrong_token\"[^}]*} [1-9]");
  }

  @Test
  void eachHealthCheckIsListedOnce() throws IOException {
    Stream<String> names =
        new ObjectMapper()
            .readTree(probe.get("/health").body()).path("checks").findValuesAsText("name").stream();
    assertThat(names).contains("stratum", "database").doesNotHaveDuplicates();
  }

  @Test
  void whatThePublicAsksEndsAfterSomeSeconds() throws SQLException {
    try (Connection locking = pool.server().postgres().connect(pool.server().postgres().owner())) {
      locking.setAutoCommit(false);
      locking.createStatement().execute("lock table blocks in access exclusive mode");
      assertThat(RawHttp.get(publicPort, "/api/v1/pool/blocks").status()).isEqualTo(503);
    }
    assertThat(RawHttp.get(publicPort, "/api/v1/pool/blocks").status()).isEqualTo(200);
  }
}
