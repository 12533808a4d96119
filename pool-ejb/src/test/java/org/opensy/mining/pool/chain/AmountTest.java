package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  private static final long SEED = 0x5eed_0002L;

  @ParameterizedTest
  @CsvSource({
    "10000.00000000, 1000000000000",
    "0.00000001, 1",
    "1e-08, 1",
    "-2.5e-05, -2500",
    "-7.0, -700000000",
    "0, 0",
    "21000000000, 2100000000000000000",
    "1.100000000, 110000000"
  })
  void aNumberOfTheNodesJsonIsReadExactly(String text, long baseUnits) {
    assertThat(Amount.parse(text).baseUnits()).isEqualTo(baseUnits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1,5",
        "+1",
        ".5",
        "5.",
        "007",
        "0x10",
        "1e+",
        "١٢",
        "１",
        "NaN",
        "0.000000001",
        "1.000000001",
        "92233720368.54775808",
        "1e999999999",
        "1e-999999999",
        "1e30"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void anEndlessTextIsRefusedUnread() {
    assertThatThrownBy(() -> Amount.parse("1".repeat(100_000)))
        .isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> Amount.ofDecimal(new BigDecimal("1e2147483647")))
        .isInstanceOf(ChainFormatException.class);
  }

  @Test
  void theTextHasEightDecimalsAndNoExponent() {
    assertThat(Amount.ofBaseUnits(1)).hasToString("0.00000001");
    assertThat(Amount.ofBaseUnits(-2500)).hasToString("-0.00002500");
    assertThat(Amount.ofSyl(10_000)).hasToString("10000.00000000");
    assertThat(Amount.MAX_MONEY).hasToString("21000000000.00000000");
    assertThat(Amount.ofBaseUnits(110_000_000).toDecimal()).isEqualTo("1.10000000");
  }

  @Test
  void everyAmountSurvivesTheRoundTrip() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      Amount amount = Amount.ofBaseUnits(random.nextLong());
      assertThat(Amount.parse(amount.toString())).as("seed %x", SEED).isEqualTo(amount);
    }
  }

  @Test
  void sumsAreExactOrFail() {
    Amount most = Amount.ofBaseUnits(Long.MAX_VALUE);
    Amount least = Amount.ofBaseUnits(Long.MIN_VALUE);
    Amount one = Amount.ofBaseUnits(1);

    assertThat(Amount.ofSyl(2).plus(one).minus(Amount.ofSyl(1)))
        .isEqualTo(Amount.ofBaseUnits(100_000_001));
    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> least.minus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.ofSyl(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void onlyZeroToAllThereIsIsMoney() {
    assertThat(Amount.ZERO.isMoney()).isTrue();
    assertThat(Amount.MAX_MONEY.isMoney()).isTrue();
    assertThat(Amount.MAX_MONEY.plus(Amount.ofBaseUnits(1)).isMoney()).isFalse();
    assertThat(Amount.ofBaseUnits(-1).isMoney()).isFalse();
    assertThat(Amount.ofBaseUnits(-1).isNegative()).isTrue();
    assertThat(Amount.ofBaseUnits(-1)).isLessThan(Amount.ZERO);
  }
}
