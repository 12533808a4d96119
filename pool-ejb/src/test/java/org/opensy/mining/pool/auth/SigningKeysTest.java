package org.opensy.mining.pool.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLD = pem("RSA", 2048);
  private static final String NEW = pem("RSA", 2048);

  private static String pem(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      PrivateKey key = generator.generateKeyPair().getPrivate();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String issue(SigningKeys keys) {
    return new TokenIssuer(keys, "pool", "pool", Duration.ofMinutes(15))
        .issue(
            new Subject("key-1", "alice", Set.of(Role.MINER, Role.ADMIN), Optional.of("syl1q")),
            NOON);
  }

  private static JsonNode json(String base64) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(base64));
  }

  private static BigInteger number(JsonNode key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
  }

  /** Whether a published key verifies a token. */
  private static boolean verifies(JsonNode key, String token) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    int end = token.lastIndexOf('.');
    signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
  }

  @Test
  void theFirstKeySignsAndAllArePublished() throws Exception {
    SigningKeys keys = SigningKeys.parse(NEW + OLD);
    JsonNode published = JSON.readTree(keys.publicKeys()).path("keys");
    String token = issue(keys);
    assertThat(published).hasSize(2);
    assertThat(json(token.split("\\.", -1)[0]).path("kid")).isEqualTo(published.get(0).path("kid"));
    assertThat(verifies(published.get(0), token)).isTrue();
    assertThat(verifies(published.get(1), token)).isFalse();
    assertThat(verifies(published.get(1), issue(SigningKeys.parse(OLD)))).isTrue();
  }

  @Test
  void aKeyHasTheSameNameWhereverItStands() throws IOException {
    JsonNode alone = JSON.readTree(SigningKeys.parse(OLD).publicKeys()).path("keys").get(0);
    JsonNode second = JSON.readTree(SigningKeys.parse(NEW + OLD).publicKeys()).path("keys").get(1);
    assertThat(second).isEqualTo(alone);
  }

  /** Section 3.1 of RFC 7638. */
  @Test
  void theNameOfAKeyIsItsThumbprint() {
    BigInteger modulus =
        new BigInteger(
            1,
            Base64.getUrlDecoder()
                .decode(
                    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"));
    assertThat(SigningKeys.thumbprint(modulus, BigInteger.valueOf(65_537)))
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @Test
  void aTokenHasTheClaimsOfMicroProfile() throws IOException {
    String[] parts = issue(SigningKeys.parse(OLD)).split("\\.", -1);
    JsonNode header = json(parts[0]);
    assertThat(header.path("alg").asText()).isEqualTo("RS256");
    assertThat(header.path("typ").asText()).isEqualTo("JWT");
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("iss").asText()).isEqualTo("pool");
    assertThat(claims.path("aud").asText()).isEqualTo("pool");
    assertThat(claims.path("sub").asText()).isEqualTo("key-1");
    assertThat(claims.path("upn").asText()).isEqualTo("alice");
    assertThat(claims.path("miner_address").asText()).isEqualTo("syl1q");
    assertThat(claims.path("groups").toString()).isEqualTo("[\"miner\",\"admin\"]");
    assertThat(claims.path("iat").asLong()).isEqualTo(NOON.getEpochSecond());
    assertThat(claims.path("exp").asLong()).isEqualTo(NOON.getEpochSecond() + 900);
    assertThat(claims.path("jti").asText()).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> SigningKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret", "AAAA");
  }

  @Test
  void noKeyIsShortOrOfAnotherKind() {
    for (String pem : List.of(pem("RSA", 1024), pem("EC", 256))) {
      assertThatThrownBy(() -> SigningKeys.parse(pem)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SigningKeys.parse(NEW + pem))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void keysDoNotShowThemselves() {
    assertThat(SigningKeys.parse(OLD).toString()).doesNotContain("PRIVATE").hasSizeLessThan(60);
  }
}
