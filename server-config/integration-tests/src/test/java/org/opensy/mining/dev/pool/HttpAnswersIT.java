package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;

/** How the deployed pool answers what is asked wrongly, over raw sockets. */
class HttpAnswersIT {
  private static final String STRANGER = "rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya";
  private static final String PROBLEM = "Content-Type: application/problem+json";
  private static final String NO_STORE = "Cache-Control: no-store";
  private static final String BEARER = "Authorization: Bearer " + TestToken.operator();
  private static final String JSON = "Content-Type: application/json";
  private static final String HALTS = "/api/v1/admin/halts";

  private static RawExchange http;

  /**
   * A request and what its answer must have.
   *
   * @param wanted headers, and words of the body after {@code ~}
   */
  private record Case(
      String method,
      String target,
      List<String> headers,
      String body,
      int status,
      List<String> wanted) {

    static Case of(
        String method,
        String target,
        List<String> headers,
        String body,
        int status,
        String... wanted) {
      return new Case(method, target, headers, body, status, List.of(wanted));
    }

    @Override
    public String toString() {
      return method + " " + target + " " + headers + " " + body + " is " + status;
    }
  }

  @BeforeAll
  static void start() {
    http = new RawExchange(TestPool.shared().server());
  }

  private static Case asked(String method, String target, int status, String... wanted) {
    return Case.of(method, target, List.of(), "", status, wanted);
  }

  private static Case operator(String method, String target, int status, String... wanted) {
    return Case.of(method, target, List.of(BEARER), "", status, wanted);
  }

  private static Case halt(String body, String words) {
    return Case.of("POST", HALTS, List.of(BEARER, JSON), body, 400, PROBLEM, NO_STORE, "~" + words);
  }

  private static Case ban(String subnet, String seconds) {
    String body = "{\"subnet\":\"" + subnet + "\",\"seconds\":" + seconds + ",\"reason\":\"x\"}";
    return Case.of(
        "POST", "/api/v1/admin/bans", List.of(BEARER, JSON), body, 400, PROBLEM, NO_STORE);
  }

  static Stream<Case> signIn() {
    return Stream.of(
        asked("GET", HALTS, 401, PROBLEM, NO_STORE, "WWW-Authenticate: Bearer realm=\"pool\""),
        Case.of(
            "GET",
            HALTS,
            List.of("Authorization: Bearer wrong"),
            "",
            401,
            PROBLEM,
            NO_STORE,
            "WWW-Authenticate: Bearer realm=\"pool\", error=\"invalid_token\""),
        Case.of(
            "GET",
            HALTS,
            List.of("authorization: bEARER " + TestToken.operator()),
            "",
            401,
            PROBLEM,
            NO_STORE,
            "~token_missing"),
        operator("GET", HALTS, 200, NO_STORE));
  }

  static Stream<Case> methods() {
    return Stream.of(
        asked("DELETE", "/api/v1/pool/stats", 405, PROBLEM, "Allow: "),
        operator("DELETE", HALTS, 405, PROBLEM, "Allow: "),
        asked("POST", "/", 405, "Allow: GET, HEAD"),
        asked("POST", "/pool.js", 405, "Allow: GET, HEAD"),
        asked("PUT", "/index.html", 405, "Allow: GET, HEAD"),
        asked("DELETE", "/ready", 405, "Allow: GET, HEAD"),
        asked("POST", "/live", 405, "Allow: GET, HEAD"),
        asked("POST", "/api/nothing", 404, PROBLEM),
        asked("HEAD", "/", 200),
        operator("HEAD", "/api/v1/admin/audit", 200, NO_STORE));
  }

  static Stream<Case> whatIsNotThere() {
    return Stream.of(
        asked("GET", "/api", 404, PROBLEM),
        asked("GET", "/api/nothing", 404, PROBLEM, "~\"status\":404"),
        asked("GET", "/api/v1", 404, PROBLEM),
        asked("GET", "/error", 404),
        asked("GET", "/api/v1/nothing", 404, PROBLEM),
        asked("GET", "/nothing", 404, "Content-Type: text/html;charset=UTF-8"),
        asked("GET", "/api/v1/miners/" + STRANGER, 404, PROBLEM),
        asked("GET", "/api/v1/miners/" + STRANGER.toUpperCase(Locale.ROOT), 404, PROBLEM),
        asked("GET", "/api/v1/pool/blocks/" + "ab".repeat(32) + "/reward", 404, PROBLEM),
        operator("DELETE", HALTS + "/nothing", 404, PROBLEM, NO_STORE),
        Case.of(
            "POST",
            "/api/v1/admin/payouts/nothing/resolution",
            List.of(BEARER, JSON),
            "{\"decision\":\"not_sent\"}",
            404,
            PROBLEM),
        operator("DELETE", "/api/v1/admin/bans?subnet=203.0.113.1", 404, PROBLEM, NO_STORE));
  }

  static Stream<Case> whatIsMalformed() {
    return Stream.of(
        asked("GET", "/api/v1/miners/nobody", 400, PROBLEM),
        asked("GET", "/api/v1/miners/" + STRANGER.replace('8', '9'), 400, PROBLEM),
        asked("GET", "/api/v1/pool/blocks?limit=%D9%A1", 400, PROBLEM),
        asked("GET", "/api/v1/pool/blocks?limit=1&limit=2", 400, PROBLEM),
        asked("GET", "/api/v1/pool/blocks/abc/reward", 400, PROBLEM),
        asked("GET", "/api/v1/pool/blocks/" + "ab".repeat(32) + "/proofs/nobody", 400, PROBLEM),
        operator("DELETE", "/api/v1/admin/bans?subnet=010.0.0.1", 400, PROBLEM, NO_STORE),
        Case.of("GET", "/", List.of("Host: another"), "", 400),
        Case.of("GET", "/api/v1/pool/stats", List.of("Host: another"), "", 400, PROBLEM),
        Case.of(
            "POST",
            HALTS,
            List.of(BEARER, "Content-Type: text/plain"),
            "{\"reason\":\"x\"}",
            415,
            PROBLEM,
            NO_STORE),
        Case.of("GET", "/api/v1/pool/stats", List.of("Accept: text/xml"), "", 406, PROBLEM),
        Case.of(
            "POST",
            HALTS,
            List.of(BEARER, JSON),
            " ".repeat(16 * 1024 + 1),
            413,
            PROBLEM,
            NO_STORE));
  }

  static Stream<Case> bodies() {
    return Stream.of(
        halt("", "The body is empty."),
        halt("{", "not JSON"),
        halt("{\"reason\":\"x\"} true", "not JSON"),
        halt("{\"reason\":\"x\",\"reason\":\"y\"}", "has a member twice"),
        halt("{\"reason\":\"x\",\"until\":1}", "There is no member [until]"),
        halt("{\"reason\":1}", "reason is a text"),
        halt("{\"reason\":\"\u00e4\"}", "not UTF-8"),
        halt("[\"x\"]", "no JSON object"),
        ban("203.0.113.0/24", "1e3"),
        ban("203.0.113.0/24", "60.0"),
        ban("203.0.113.0/24", "\"60\""),
        ban("010.0.0.1", "60"),
        ban("203.0.113.0/024", "60"));
  }

  @ParameterizedTest
  @MethodSource({"signIn", "methods", "whatIsNotThere", "whatIsMalformed", "bodies"})
  void everyAnswerIsWhatItShouldBe(Case asked) {
    RawExchange.Answer answer =
        http.send(
            asked.method(),
            asked.target(),
            asked.headers(),
            asked.body().getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answer.status()).as(answer.text()).isEqualTo(asked.status());
    List<String> missing = new ArrayList<>();
    for (String wanted : asked.wanted()) {
      if (!isThere(wanted, answer)) {
        missing.add(wanted);
      }
    }
    assertThat(missing).as(answer.text()).isEmpty();
  }

  private static boolean isThere(String wanted, RawExchange.Answer answer) {
    if (wanted.startsWith("~")) {
      return answer.body().contains(wanted.substring(1));
    }
    return wanted.endsWith(" ") ? answer.text().contains(wanted) : answer.has(wanted);
  }

  @Test
  void anAnswerToHeadHasNoBody() {
    RawExchange.Answer answer = http.send("HEAD", "/api/v1/admin/audit", List.of(BEARER));

    assertThat(answer.body()).isEmpty();
  }
}
