package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.Subject;
import org.opensy.mining.pool.config.AuthSettings;
import org.opensy.mining.pool.signin.SignIn;
import org.opensy.mining.pool.web.token.Claims;

/** A secret for a token. */
class AuthResourceTest {
  private static final String BOOTSTRAP = Api.SETTINGS.bootstrap().orElseThrow().reveal();
  private static final String KEY = "opk_7_" + "0".repeat(64);

  private final List<java.net.InetAddress> wrong = new java.util.ArrayList<>();
  private final Api api = new Api(new AuthResource(signIn(Api.SETTINGS), wrong::add));

  private static SignIn signIn(AuthSettings settings) {
    return new SignIn(
        settings,
        text ->
            Optional.of(new Subject("key-7", "alice", Set.of(Role.OPERATOR), Optional.empty()))
                .filter(subject -> text.equals(KEY)),
        () -> Api.NOON);
  }

  private Api.Answer exchange(String json, String key) {
    return api.ask("POST", "auth/token", json, Map.of("X-API-Key", key));
  }

  private static JsonObject claims(Api.Answer answer) {
    return Claims.of(answer.object().getString("access_token")).orElseThrow().json();
  }

  @Test
  void theBootstrapSecretIsExchangedForATokenOfAllOperatorsRoles() {
    Api.Answer answer = exchange("{\"secret\":\"" + BOOTSTRAP + "\"}", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.object().getString("token_type")).isEqualTo("Bearer");
    assertThat(answer.object().getInt("expires_in")).isEqualTo(900);
    JsonObject claims = claims(answer);
    assertThat(claims.getString("sub")).isEqualTo("bootstrap");
    assertThat(claims.getJsonArray("groups")).hasToString("[\"operator\",\"treasurer\",\"admin\"]");
    assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(900);
  }

  @Test
  void anApiKeyIsExchangedForATokenOfItsRoles() {
    JsonObject claims = claims(exchange("", KEY));
    assertThat(claims.getString("sub")).isEqualTo("key-7");
    assertThat(claims.getString("upn")).isEqualTo("alice");
    assertThat(claims.getJsonArray("groups")).hasToString("[\"operator\"]");
    assertThat(claims(exchange("{\"secret\":\"" + KEY + "\"}", "")).getString("sub"))
        .isEqualTo("key-7");
  }

  @Test
  void noTwoTokensAreTheSame() {
    assertThat(claims(exchange("", KEY)).getString("jti"))
        .isNotEqualTo(claims(exchange("", KEY)).getString("jti"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|``|401|secret_missing|0",
        "{}|``|401|secret_missing|0",
        "{\"secret\":\"\"}|``|401|secret_missing|0",
        "{\"secret\":\"wrong\"}|``|401|secret_wrong|1",
        "``|wrong|401|secret_wrong|1",
        "{\"secret\":\"a\"}|b|400|malformed_request|0",
        "{\"token\":\"a\"}|``|400|malformed_request|0",
      })
  void anythingElseIsRefusedAndAWrongSecretIsAnOffence(
      String json, String key, int status, String code, int offences) {
    Api.Answer answer = exchange(json, key);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.object().getString("code")).isEqualTo(code);
    assertThat(wrong).hasSize(offences);
    assertThat(answer.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
  }

  @Test
  void withAForeignIssuerThePoolIssuesNothing() {
    AuthSettings settings =
        new AuthSettings(
            Api.SETTINGS.bootstrap(),
            new AuthSettings.Issuer(
                "https://id.example",
                List.of("pool"),
                true,
                Duration.ofMinutes(15),
                Duration.ofMinutes(60)),
            Api.SETTINGS.keys(),
            Api.SETTINGS.roles());
    Api foreign = new Api(new AuthResource(signIn(settings), wrong::add));
    Api.Answer answer = foreign.ask("POST", "auth/token", "", Map.of("X-API-Key", BOOTSTRAP));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.object().getString("code")).isEqualTo("foreign_issuer");
    assertThat(foreign.get("auth/jwks.json").body()).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void everybodyMaySeeThePublicKeys() {
    Api.Answer answer = api.ask("GET", "auth/jwks.json", "", "");
    assertThat(answer.object().getJsonArray("keys")).hasSize(1);
    assertThat(answer.object().getJsonArray("keys").getJsonObject(0).keySet())
        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
  }
}
