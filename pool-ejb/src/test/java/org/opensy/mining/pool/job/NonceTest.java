package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceTest {

  @Test
  void theDigitsAreTheBytesInTheOrderOfTheHeader() {
    assertThat(Nonce.parse("01020304")).contains(new Nonce(0x04030201));
    assertThat(new Nonce(0x04030201)).hasToString("01020304");
    assertThat(Nonce.parse("ffffff80")).contains(new Nonce(0x80ffffff));
  }

  @Test
  void bothCasesAreTheSameNonce() {
    assertThat(Nonce.parse("ABCDEF0a")).isEqualTo(Nonce.parse("abcdef0A")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000000",
        "000000000",
        "0x000000",
        "0000000g",
        " 0000000",
        "-0000001",
        "+0000001",
        "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10"
      })
  void anythingElseIsNoNonce(String text) {
    assertThat(Nonce.parse(text)).isEmpty();
  }

  @Test
  void theBytesGoToTheirPlaceAndNowhereElse() {
    byte[] header = new byte[8];
    new Nonce(0x04030201).copyTo(header, 2);

    assertThat(header).containsExactly(0, 0, 1, 2, 3, 4, 0, 0);
  }
}
