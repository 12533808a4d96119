package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.AuthSettings;
import org.opensy.mining.pool.owner.OwnerSettings;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.signin.OwnerSignIn;
import org.opensy.mining.pool.signin.SignIn;

/** What owners of addresses are answered. */
class OwnerResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String OTHER = "syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx";
  private static final String SETTINGS = "miners/" + MINER + "/settings";

  private OwnerSettings.Privacy privacy = new OwnerSettings.Privacy(false, false);
  private Optional<Amount> minimum = Optional.empty();
  private final Api api = new Api(resource(Api.SETTINGS));

  private OwnerResource resource(AuthSettings auth) {
    SignIn signIn = new SignIn(auth, text -> Optional.empty(), () -> Api.NOON);
    OwnerSignIn owners = new OwnerSignIn(null, "north", auth.keys()::seal, signIn, () -> Api.NOON);
    return new OwnerResource(owners, signIn, settings(), Configs.with(Map.of()));
  }

  private OwnerSettings settings() {
    return new OwnerSettings(null, () -> Api.NOON) {
      @Override
      public Optional<Present> of(Address owner) {
        return Optional.of(
            new Present(
                minimum.map(
                    amount ->
                        new MinimumPayout(amount, MinimumPayout.Source.SIGNATURE, Instant.EPOCH)),
                privacy));
      }

      @Override
      public Optional<Present> set(Address owner, Optional<Amount> wanted, Privacy other) {
        minimum = wanted;
        privacy = other;
        return of(owner);
      }
    };
  }

  private Api.Answer asOwner(String method, String path, String json) {
    String token = Api.token(Api.claims("owner", "miner").add("miner_address", MINER));
    return api.ask(method, path, json, "Bearer " + token);
  }

  private Api.Answer post(String path, String json) {
    return api.ask("POST", path, json, Map.of());
  }

  @Test
  void aChallengeIsForEverybodyAndCanBeSignedAsATransaction() {
    Api.Answer answer = post("miners/" + MINER + "/challenge", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.object().getString("message")).contains("north", MINER);
    assertThat(answer.object().getString("expires_at")).isEqualTo("2026-11-28T12:15:00.000Z");
    assertThat(answer.object().getString("transaction")).matches("00000000[0-9a-f]+");
    assertThat(answer.object().getString("prevtxs"))
        .matches(
            "\\[\\{\"txid\":\"[0-9a-f]{64}\",\"vout\":0,\"scriptPubKey\":\"0014[0-9a-f]{40}\",\"amount\":0}]");
  }

  @Test
  void whatNobodySignedGivesNoToken() {
    String line = post("miners/" + MINER + "/challenge", "").object().getString("message");
    String proof =
        Json.createObjectBuilder().add("message", line).add("signature", "AA==").build().toString();
    Api.Answer wrong = post("miners/" + MINER + "/token", proof);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.object().getString("code")).isEqualTo("signature_wrong");
    assertThat(post("miners/" + OTHER + "/token", proof).object().getString("code"))
        .isEqualTo("challenge_invalid");
    assertThat(api.wrongTokens()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"message\":\"a\"}", "{\"message\":\"\",\"signature\":\"a\"}"})
  void aProofHasBothItsParts(String json) {
    assertThat(post("miners/" + MINER + "/token", json).status()).isEqualTo(400);
  }

  @Test
  void ownersSeeAndChangeTheirSettings() {
    assertThat(
            asOwner("GET", SETTINGS, "")
                .object()
                .getJsonObject("minimum_payout")
                .getString("source"))
        .isEqualTo("pool");
    Api.Answer answer =
        asOwner(
            "PUT",
            SETTINGS,
            "{\"minimum_payout\":\"250.5\",\"is_listed\":true,\"hides_workers\":true}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.object().getBoolean("is_listed")).isTrue();
    assertThat(answer.object().getBoolean("hides_workers")).isTrue();
    assertThat(
            answer
                .object()
                .getJsonObject("minimum_payout")
                .getJsonObject("value")
                .getString("amount"))
        .isEqualTo("250.50000000");
    assertThat(minimum).contains(Amount.parse("250.5"));
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(asOwner("GET", SETTINGS, "").header("ETag")).isEmpty();
    asOwner(
        "PUT", SETTINGS, "{\"minimum_payout\":\"pool\",\"is_listed\":true,\"hides_workers\":true}");
    assertThat(minimum).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}",
        "{\"is_listed\":true}",
        "{\"is_listed\":true,\"hides_workers\":true}",
        "{\"minimum_payout\":null,\"is_listed\":true,\"hides_workers\":true}",
        "{\"minimum_payout\":\"Pool\",\"is_listed\":true,\"hides_workers\":true}",
        "{\"minimum_payout\":\"1\",\"is_listed\":\"true\",\"hides_workers\":false}",
        "{\"minimum_payout\":\"1\",\"is_listed\":1,\"hides_workers\":false}",
        "{\"minimum_payout\":\"1\",\"isListed\":true,\"hides_workers\":false}",
        "{\"minimum_payout\":\"-1\",\"is_listed\":true,\"hides_workers\":false}",
        "{\"minimum_payout\":\"0\",\"is_listed\":true,\"hides_workers\":false}",
        "{\"minimum_payout\":\"1e3\",\"is_listed\":true,\"hides_workers\":false}",
        "{\"minimum_payout\":5,\"is_listed\":true,\"hides_workers\":false}",
      })
  void settingsAreSaidInFullOrNotAtAll(String json) {
    assertThat(asOwner("PUT", SETTINGS, json).status()).isEqualTo(400);
    assertThat(minimum).isEmpty();
    assertThat(privacy.isListed()).isFalse();
  }

  @Test
  void nobodyElseSeesThem() {
    assertThat(api.ask("GET", SETTINGS, "", Map.of()).status()).isEqualTo(401);
    assertThat(api.get(SETTINGS).object().getString("code")).isEqualTo("role_missing");
    assertThat(asOwner("GET", "miners/" + OTHER + "/settings", "").object().getString("code"))
        .isEqualTo("foreign_address");
  }

  @Test
  void anIssuerElsewhereSignsInForAll() {
    AuthSettings.Issuer own = Api.SETTINGS.issuer();
    AuthSettings elsewhere =
        new AuthSettings(
            Optional.empty(),
            new AuthSettings.Issuer(
                own.name(), own.audiences(), true, own.life(), own.longestLife()),
            Api.SETTINGS.keys(),
            Api.SETTINGS.roles());
    Api other = new Api(resource(elsewhere));
    assertThat(other.ask("POST", "miners/" + MINER + "/challenge", "", Map.of()).status())
        .isEqualTo(403);
    assertThat(
            other
                .ask(
                    "POST",
                    "miners/" + MINER + "/token",
                    "{\"message\":\"a\",\"signature\":\"b\"}",
                    Map.of())
                .object()
                .getString("code"))
        .isEqualTo("foreign_issuer");
  }
}
