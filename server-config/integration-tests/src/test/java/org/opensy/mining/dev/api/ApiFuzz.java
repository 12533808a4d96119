package org.opensy.mining.dev.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.opensy.mining.dev.pool.PoolProbe;

/**
 * Asks a running pool what its document names, with values that somebody may think of: none of it
 * may end in a failure of the pool, or be answered with what the document does not say.
 */
final class ApiFuzz {
  /** How many requests, unless the property {@code api.fuzz.requests} says otherwise. */
  private static final int USUAL = 2000;

  private static final List<String> ODD =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "99999999999999999999",
          "1e9",
          "NaN",
          "null",
          "true",
          "[]",
          "{}",
          "' or '1'='1",
          "\";drop table blocks;--",
          "%00",
          "\u0000",
          "\r\nX-Injected: 1",
          "<script>alert(1)</script>",
          "${jndi:ldap://x}",
          "../../etc/passwd",
          "..",
          ".",
          "\u202e",
          "\ud83d\ude00",
          "\uffff",
          "a".repeat(300),
          "2026-02-30T00:00:00Z",
          "2026-11-27T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "AAAAAAAAAAE",
          "__________8",
          "f_________8",
          "pplns",
          "PPLNS",
          "matured",
          "10m",
          "1h",
          "1d",
          "0.001",
          "1e-9",
          "999999999999999");

  private final PoolProbe probe;
  private final ApiDocument document;
  private final Map<String, String> values;
  private final Random random;

  ApiFuzz(PoolProbe probe, ApiDocument document, Map<String, String> values, long seed) {
    this.probe = probe;
    this.document = document;
    this.values = values;
    this.random = new Random(seed);
  }

  /** Fails at the first answer that should not be, naming the request. */
  void run() {
    List<ApiDocument.Operation> operations =
        document.publicReading().stream().filter(each -> !ApiDocument.isEndless(each)).toList();
    for (int i = 0; i < Integer.getInteger("api.fuzz.requests", USUAL); i++) {
      ask(operations.get(random.nextInt(operations.size())));
    }
  }

  private void ask(ApiDocument.Operation operation) {
    String path = operation.path();
    Map<String, String> query = new HashMap<>();
    for (JsonNode parameter : document.parameters(operation)) {
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("path")) {
        path =
            path.replace(
                "{" + name + "}", encoded(random.nextInt(3) == 0 ? segment() : value(name)));
      } else if (random.nextBoolean()) {
        query.put(name, random.nextInt(3) == 0 ? parameter.path("example").asText() : odd());
      }
    }
    if (random.nextInt(20) == 0) {
      query.put(odd(), odd());
    }
    List<String> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    String target = "/api/v1" + path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    judge(operation, target, probe.ask("GET", target, headers()));
  }

  private String value(String name) {
    return values.getOrDefault(name, "1");
  }

  /** Without any the path would be another. */
  private String segment() {
    String odd = odd();
    return odd.isEmpty() ? "~" : odd;
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Map<String, String> headers() {
    return switch (random.nextInt(8)) {
      case 0 -> Map.of("Accept", "application/json;q=0, */*;q=0.1");
      case 1 -> Map.of("If-None-Match", "*");
      case 2 -> Map.of("If-None-Match", "W/\"x\", \"y\", " + "z".repeat(100));
      case 3 -> Map.of("Origin", "null", "Accept-Encoding", "gzip;q=0");
      case 4 -> Map.of("Range", "bytes=0-1");
      default -> Map.of();
    };
  }

  private void judge(ApiDocument.Operation operation, String target, HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s: %s", target, answer.body())
        .isIn(200, 304, 400, 404, 406);
    assertThat(answer.headers().map()).doesNotContainKey("X-Injected");
    assertThat(answer.body()).doesNotContain("Exception", "org.opensy", "PSQL", "payara");
    if (answer.statusCode() == 200) {
      JsonNode fitting = ApiContract.fits(document, operation, target, answer);
      assertThat(fitting.isNull()).as(target).isFalse();
    }
  }
}
