package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a number may be before it is refused unread. */
class AmountBoundsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0E-64", "0E+64"})
  void anExponentOf64IsRead(String text) {
    assertThat(Amount.ofDecimal(new BigDecimal(text))).isEqualTo(Amount.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0E-65", "0E+65"})
  void anExponentOf65IsNot(String text) {
    assertThatThrownBy(() -> Amount.ofDecimal(new BigDecimal(text)))
        .isInstanceOf(ChainFormatException.class)
        .hasMessage("amount out of range");
  }

  @Test
  void aNumberOf64DigitsIsReadAndOneOf65IsNot() {
    assertThat(Amount.ofDecimal(new BigDecimal("1." + "0".repeat(63)))).isEqualTo(Amount.ofSyl(1));
    assertThatThrownBy(() -> Amount.ofDecimal(new BigDecimal("1." + "0".repeat(64))))
        .isInstanceOf(ChainFormatException.class)
        .hasMessage("amount out of range");
  }

  @Test
  void aTextOf64CharactersIsReadAndOneOf65IsNot() {
    assertThat(Amount.parse("1." + "0".repeat(62))).isEqualTo(Amount.ofSyl(1));
    assertThatThrownBy(() -> Amount.parse("1." + "0".repeat(63)))
        .isInstanceOf(ChainFormatException.class)
        .hasMessage("amount text is too long");
  }

  @Test
  void nothingIsNotNegative() {
    assertThat(Amount.ZERO.isNegative()).isFalse();
    assertThat(Amount.ofBaseUnits(5).negated()).isEqualTo(Amount.ofBaseUnits(-5));
    assertThat(List.of(Amount.ofSyl(1), Amount.ZERO).stream().sorted())
        .containsExactly(Amount.ZERO, Amount.ofSyl(1));
  }

  @Test
  void anOutputIsWorthFromNothingToAllTheMoneyThereIs() {
    assertThat(new TxOutput(Amount.ZERO, Bytes.EMPTY).value()).isEqualTo(Amount.ZERO);
    assertThat(new TxOutput(Amount.MAX_MONEY, Bytes.EMPTY).value()).isEqualTo(Amount.MAX_MONEY);
    for (Amount wrong :
        List.of(Amount.ofBaseUnits(-1), Amount.MAX_MONEY.plus(Amount.ofBaseUnits(1)))) {
      assertThatThrownBy(() -> new TxOutput(wrong, Bytes.EMPTY))
          .isInstanceOf(ChainFormatException.class);
    }
  }
}
