package org.opensy.mining.dev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stack.TestToken;

/** Who may do what at the deployed pool: each operation with each kind of token. */
class AuthIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCUMENT = Path.of("../../docs/auth.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z]+) (/api/v1/[^`]*)` \\| ([^|]*) \\|$");
  private static final List<String> ROLES = List.of("miner", "operator", "treasurer", "admin");
  private static final String HALTS = "/api/v1/admin/halts";
  private static final String TOKENS = "/api/v1/auth/token";
  private static final String KEYS = "/api/v1/admin/api-keys";
  private static final String MINER = "rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya";
  private static final String NOT_A_BODY = "{\"nonsense\":1}";

  private static PoolProbe probe;
  private static List<BadToken> badTokens;

  /**
   * An operation.
   *
   * @param method of HTTP
   * @param path with something for each of its parameters that does not exist
   * @param roles that may call it
   */
  private record Operation(String method, String path, Set<String> roles) {

    static Operation of(String method, String template, String roles) {
      return new Operation(
          method,
          template
              .replace("{address}", MINER)
              .replaceAll("\\{(hash|txid)}", "0".repeat(64))
              .replaceAll("\\{[a-z]+}", "0"),
          Set.of(roles.split(", ")));
    }

    HttpResponse<String> call(String token) {
      return probe.call(method, path, token, method.matches("POST|PUT") ? NOT_A_BODY : "");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * A token that the pool must not take.
   *
   * @param what is wrong with it
   * @param text of it
   * @param code of the refusal
   */
  private record BadToken(String what, String text, String code) {
    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  static void findPool() {
    probe = new PoolProbe(TestPool.shared());
  }

  static Stream<Operation> protectedOperations() throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .filter(row -> !row.group(3).equals("everybody"))
        .map(row -> Operation.of(row.group(1), row.group(2), row.group(3)));
  }

  static Stream<BadToken> badTokens() {
    if (badTokens == null) {
      badTokens = makeBadTokens();
    }
    return badTokens.stream();
  }

  private static List<BadToken> makeBadTokens() {
    return List.of(
        bad("expired", good().withTime("iat", -600).withTime("exp", -1), "token_expired"),
        bad("not yet valid", good().withTime("nbf", 300), "token_not_yet_valid"),
        bad("from the future", good().withTime("iat", 300), "token_from_the_future"),
        bad("another issuer", good().with("iss", "https://id.example"), "token_invalid"),
        bad("another audience", good().with("aud", "shop"), "token_invalid"),
        bad("no audience", good().with("aud", null), "token_invalid"),
        bad("too long a life", good().withTime("exp", 100_000), "token_too_long"),
        bad("without an end", good().with("exp", null), "token_invalid"),
        new BadToken("not signed", good().unsigned(), "token_invalid"),
        new BadToken("HS256, public key", good().signedWithThePublicKey(), "token_invalid"),
        new BadToken("another key", good().signedBy(TestToken.newKey()), "token_invalid"),
        new BadToken("no token", "admin", "token_invalid"),
        new BadToken("bootstrap secret", TestPool.SHARED_SECRET, "token_invalid"));
  }

  private static TestToken good() {
    return TestToken.of("alice", "operator", "treasurer", "admin");
  }

  private static BadToken bad(String what, TestToken token, String code) {
    return new BadToken(what, token.signed(), code);
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void eachOperationIsForItsRolesAlone(Operation operation) throws IOException {
    refused(probe.ask(operation.method(), operation.path(), Map.of()), 401, "token_missing");
    refused(operation.call(TestToken.of("nobody").signed()), 403, "role_missing");
    for (String role : ROLES) {
      TestToken token = TestToken.of("alice", role);
      if (role.equals("miner")) {
        token.with("miner_address", MINER);
      }
      HttpResponse<String> answer = operation.call(token.signed());
      if (operation.roles().contains(role)) {
        assertThat(answer.statusCode()).as(role).isNotIn(401, 403, 500);
      } else {
        refused(answer, 403, "role_missing");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void noOperationTakesABadToken(Operation operation) throws IOException {
    for (BadToken token : badTokens().toList()) {
      refused(operation.call(token.text()), 401, token.code());
    }
  }

  /** The server refuses most bad tokens before it looks what they are for. */
  @ParameterizedTest
  @MethodSource("badTokens")
  void aBadTokenNeverEndsInAFailureOfThePool(BadToken token) {
    for (String path : List.of("/", "/api/v1/pool", "/live", "/metrics")) {
      HttpResponse<String> answer = probe.call("GET", path, token.text(), "");
      assertThat(answer.statusCode()).as(path).isIn(200, 401);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).isPresent();
    }
  }

  @Test
  void theBootstrapSecretIsExchangedForAShortTokenThatTheKeySetVerifies() throws IOException {
    HttpResponse<String> answer = exchange(TestPool.SHARED_SECRET);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode token = JSON.readTree(answer.body());
    assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(token.path("expires_in").asLong()).isEqualTo(900);
    String text = token.path("access_token").asText();
    assertThat(probe.call("GET", HALTS, text, "").statusCode()).isEqualTo(200);
    JsonNode keys = JSON.readTree(probe.get("/api/v1/auth/jwks.json").body()).path("keys");
    assertThat(TestToken.isSignedByOneOf(text, keys)).isTrue();
  }

  @Test
  void aWrongSecretIsRefused() throws IOException {
    refused(exchange("not-the-secret-of-the-pool"), 401, "secret_wrong");
    refused(
        probe.ask("POST", TOKENS, Map.of("X-API-Key", "opk_1_" + "0".repeat(64))),
        401,
        "secret_wrong");
    refused(exchange(""), 401, "secret_missing");
    assertThat(probe.call("POST", TOKENS, good().unsigned(), "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void anApiKeyGivesItsRolesUntilItIsRevoked() throws IOException {
    String admin = TestToken.of("carol", "admin").signed();
    HttpResponse<String> made =
        probe.call(
            "POST", KEYS, admin, "{\"name\":\"dashboard\",\"roles\":[\"operator\"],\"days\":30}");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode key = JSON.readTree(made.body());
    String secret = key.path("key").asText();
    String id = key.path("id").asText();
    HttpResponse<String> exchanged = probe.ask("POST", TOKENS, Map.of("X-API-Key", secret));
    assertThat(exchanged.statusCode()).isEqualTo(200);
    String token = JSON.readTree(exchanged.body()).path("access_token").asText();
    assertThat(probe.call("GET", HALTS, token, "").statusCode()).isEqualTo(200);
    refused(probe.call("POST", HALTS, token, "{\"reason\":\"mine\"}"), 403, "role_missing");
    assertThat(probe.call("GET", KEYS, admin, "").body())
        .contains("\"dashboard\"")
        .doesNotContain(secret);
    assertThat(
            probe.count("select count(*) from operator_acts where answer like '%" + secret + "%'"))
        .isZero();
    assertThat(probe.call("DELETE", KEYS + "/" + id, admin, "").statusCode()).isEqualTo(204);
    refused(exchange(secret), 401, "secret_wrong");
  }

  /** By way of the transaction, as a node's wallet would sign it. */
  @Test
  void theOwnerOfAnAddressDecidesOnItsSettings() throws IOException {
    OwnerKey owner = new OwnerKey();
    probe.texts(
        "insert into miners (address, created_at) values ('"
            + owner.address()
            + "', now()) on conflict do nothing returning 1");
    String miner = "/api/v1/miners/" + owner.address();
    JsonNode challenge = fitting("POST", miner, "/challenge", probe.post(miner + "/challenge", ""));
    String proof =
        JSON.createObjectNode()
            .put("message", challenge.path("message").asText())
            .put("signature", owner.signed(challenge.path("transaction").asText()))
            .toString();
    String token =
        fitting("POST", miner, "/token", probe.post(miner + "/token", proof))
            .path("access_token")
            .asText();
    refused(probe.post(miner + "/token", proof), 401, "challenge_used");
    String settings = miner + "/settings";
    refused(probe.ask("GET", settings, Map.of()), 401, "token_missing");
    refused(
        probe.call("GET", "/api/v1/miners/" + MINER + "/settings", token, ""),
        403,
        "foreign_address");
    fitting("GET", miner, "/settings", probe.call("GET", settings, token, ""));
    String wanted = "{\"minimum_payout\":\"250\",\"is_listed\":true,\"hides_workers\":true}";
    JsonNode changed =
        fitting("PUT", miner, "/settings", probe.call("PUT", settings, token, wanted));
    assertThat(changed.path("hides_workers").asBoolean()).isTrue();
    assertThat(changed.path("minimum_payout").path("source").asText()).isEqualTo("signature");
    assertThat(probe.get("/api/v1/pool/miners").body()).contains(owner.address());
    probe.call("PUT", settings, token, wanted.replace("true", "false"));
    eventually(
        "it is not listed",
        () -> !probe.get("/api/v1/pool/miners").body().contains(owner.address()));
  }

  private static JsonNode fitting(
      String method, String miner, String path, HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    ApiDocument document = new ApiDocument(JSON.readTree(probe.get("/api/v1/openapi.json").body()));
    ApiDocument.Operation operation =
        document.operations().stream()
            .filter(each -> each.toString().equals(method + " /miners/{address}" + path))
            .findFirst()
            .orElseThrow();
    return ApiContract.fits(document, operation, miner + path, answer);
  }

  private static HttpResponse<String> exchange(String secret) {
    return probe.post(TOKENS, "{\"secret\":\"" + secret + "\"}");
  }

  private static void refused(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    if (status == 401) {
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    if (!answer.request().method().equals("HEAD")) {
      assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    }
  }
}
