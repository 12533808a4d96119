package org.opensy.mining.pool.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.RoleNames;
import org.opensy.mining.pool.auth.SigningKeys;
import org.opensy.mining.pool.config.AuthSettings;

class TokenRulesTest {
  /** Times in tokens count from here. */
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private static final String GOOD =
      "{'iss':'https://id.example/realms/pool','aud':'pool','sub':'f1','iat':0,'exp':3600}";
  private static final SigningKeys KEYS = SigningKeys.random();

  private static TokenRules rules(List<String> claims, Map<Role, Set<String>> names) {
    return new TokenRules(
        new AuthSettings(
            Optional.empty(),
            new AuthSettings.Issuer(
                "https://id.example/realms/pool",
                List.of("pool", "api://pool"),
                true,
                Duration.ofMinutes(15),
                Duration.ofMinutes(60)),
            KEYS,
            new RoleNames(claims, names)));
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  /** {@code GOOD} with other claims; times are seconds from noon. */
  private static Claims claims(String others) {
    JsonObject changed =
        Json.createObjectBuilder(json(GOOD)).addAll(Json.createObjectBuilder(json(others))).build();
    var times = Json.createObjectBuilder(changed);
    for (String time : List.of("iat", "exp", "nbf")) {
      if (changed.containsKey(time)
          && changed.get(time).getValueType() == jakarta.json.JsonValue.ValueType.NUMBER) {
        times.add(time, NOON.getEpochSecond() + changed.getInt(time));
      }
    }
    return new Claims(times.build());
  }

  private static String code(String others) {
    Verdict verdict = rules(List.of("groups"), Map.of()).judge(claims(others), NOON);
    return verdict instanceof Verdict.Refused refused ? refused.code() : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|``",
        "{'iss':'https://id.example/realms/other'}|token_of_another_issuer",
        "{'iss':['https://id.example/realms/pool']}|token_of_another_issuer",
        "{'aud':'account'}|token_for_others",
        "{'aud':[]}|token_for_others",
        "{'aud':null}|token_for_others",
        "{'aud':'pools'}|token_for_others",
        "{'aud':['account','api://pool']}|``",
        "{'exp':0}|token_expired",
        "{'exp':-1}|token_expired",
        "{'exp':1}|``",
        "{'exp':'soon'}|token_without_times",
        "{'iat':null}|token_without_times",
        "{'iat':30}|``",
        "{'iat':31}|token_from_the_future",
        "{'nbf':30}|``",
        "{'nbf':31}|token_not_yet_valid",
        "{'nbf':'now'}|token_not_yet_valid",
        "{'exp':3601}|token_too_long",
        "{'iat':-3600,'exp':1}|token_too_long",
        "{'sub':''}|token_without_subject",
        "{'sub':' '}|token_without_subject",
        "{'sub':'automatic'}|token_without_subject",
        "{'sub':7}|token_without_subject",
      })
  void aTokenIsTakenForItsTimeItsIssuerAndItsAudienceOnly(String others, String code) {
    assertThat(code(others)).isEqualTo(code);
  }

  @Test
  void aSubjectIsNotWithoutEnd() {
    assertThat(code("{'sub':'" + "x".repeat(200) + "'}")).isEmpty();
    assertThat(code("{'sub':'" + "x".repeat(201) + "'}")).isEqualTo("token_without_subject");
  }

  private static SignedIn taken(TokenRules rules, String others) {
    return ((Verdict.Taken) rules.judge(claims(others), NOON)).somebody();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|f1",
        "{'upn':'f1'}|f1",
        "{'upn':'alice@example.org'}|alice@example.org (f1)",
        "{'preferred_username':'alice'}|alice (f1)",
        "{'upn':'a','preferred_username':'b'}|a (f1)",
        "{'preferred_username':'a\\nPOOL-8010'}|a POOL-8010 (f1)",
      })
  void whoeverItIsHasNameAndSubjectOnOneLine(String others, String who) {
    assertThat(taken(rules(List.of("groups"), Map.of()), others).who()).isEqualTo(who);
  }

  /** As Keycloak writes roles of a realm and of a client. */
  @Test
  void rolesOfKeycloakAreFoundInsideObjects() {
    TokenRules rules =
        rules(
            List.of("realm_access.roles", "resource_access.pool.example.org.roles"),
            Map.of(
                Role.OPERATOR,
                Set.of("pool-operator"),
                Role.TREASURER,
                Set.of("treasury", "finance"),
                Role.ADMIN,
                Set.of("pool-admin")));
    String token =
        "{'realm_access':{'roles':['offline_access','pool-operator']},'resource_access':"
            + "{'account':{'roles':['pool-admin']},'pool.example.org':{'roles':['finance']}}}";
    assertThat(taken(rules, token).roles())
        .containsExactlyInAnyOrder(Role.OPERATOR, Role.TREASURER);
    assertThat(taken(rules, "{'groups':['pool-admin','admin'],'roles':['pool-admin']}").roles())
        .isEmpty();
  }

  /** As Entra writes application roles, and scopes. */
  @Test
  void rolesOfEntraAreFoundInRoles() {
    TokenRules rules =
        rules(
            List.of("roles", "scp"),
            Map.of(Role.OPERATOR, Set.of("Pool.Operate"), Role.TREASURER, Set.of("Pool.Pay")));
    assertThat(taken(rules, "{'roles':['Pool.Pay']}").roles()).containsExactly(Role.TREASURER);
    assertThat(taken(rules, "{'scp':'openid Pool.Operate'}").roles())
        .containsExactly(Role.OPERATOR);
    assertThat(taken(rules, "{'roles':'Pool.PayMore'}").roles()).isEmpty();
    assertThat(taken(rules, "{'roles':[7,null,{'a':'Pool.Pay'}]}").roles()).isEmpty();
    assertThat(taken(rules, "{'roles':{'a':'Pool.Pay'}}").roles()).isEmpty();
  }

  @Test
  void aMinersTokenSaysTheAddress() {
    TokenRules rules = rules(List.of("groups"), Map.of());
    assertThat(taken(rules, "{'miner_address':'syl1'}").address()).contains("syl1");
    assertThat(taken(rules, "{}").address()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a.b",
        "a.b.c",
        "..",
        "e30.!!!.e30",
        "e30.W10.e30",
        "e30.e30.e30.e30",
        "e30.eyJ.e30"
      })
  void whatIsNoTokenHasNoClaims(String text) {
    assertThat(Claims.of(text)).isEmpty();
  }
}
