package org.opensy.mining.coopmine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTokenTest {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("coopmine-token", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SECRET = "correct-horse-battery";

  @Test
  void isFoundOnlyWhereTheWholeSecretIsGiven() {
    SharedToken token = SharedToken.of(SECRET);
    assertThat(token.isIn(headers(SECRET))).isTrue();
    assertThat(token.isIn(headers(SECRET + "x"))).isFalse();
    assertThat(token.isIn(headers(SECRET.substring(1)))).isFalse();
    assertThat(token.isIn(headers(""))).isFalse();
    assertThat(token.isIn(new Metadata())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fifteen-letters", "has a blank in it", "has-an-ümlaut-in-it"})
  void refusesWeakOrUnprintableSecretsWithoutRepeatingThem(String secret) {
    assertThatThrownBy(() -> SharedToken.of(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @Test
  void neverShowsTheSecret() {
    assertThat(SharedToken.of(SECRET).toString()).doesNotContain("horse");
  }

  private static Metadata headers(String secret) {
    Metadata headers = new Metadata();
    headers.put(KEY, secret);
    return headers;
  }
}
