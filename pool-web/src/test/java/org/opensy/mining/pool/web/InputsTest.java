package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Amount;

class InputsTest {
  @Test
  void aTextHas1To200Characters() {
    assertThat(Inputs.text("a", "name")).isEqualTo("a");
    assertThat(Inputs.text("a".repeat(200), "name")).hasSize(200);
    assertThatThrownBy(() -> Inputs.text("a".repeat(201), "name"))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> Inputs.text("", "name")).isInstanceOf(BadRequestException.class);
  }

  /** A line break in a name would forge a line of the log. */
  @Test
  void aTextStaysOnOneLine() {
    assertThat(Inputs.text("a\r\nb\u0007c", "name")).isEqualTo("a  b c");
    assertThat(Inputs.text("a\u2028b\u0085c\u202ed\ud800e", "name")).isEqualTo("a b c d e");
  }

  @Test
  void aTimeIsFromASecondToAYear() {
    assertThat(Inputs.seconds(1L, "time")).isEqualTo(Duration.ofSeconds(1));
    assertThat(Inputs.seconds(31_536_000L, "time")).isEqualTo(Duration.ofDays(365));
    assertThatThrownBy(() -> Inputs.seconds(0L, "time")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> Inputs.seconds(31_536_001L, "time"))
        .isInstanceOf(BadRequestException.class);
  }

  @ParameterizedTest
  @CsvSource({"0.00000001, 1", "1, 100000000", "21000000000, 2100000000000000000"})
  void anAmountIsFromABaseUnitToAllTheMoneyThereIs(String syl, long baseUnits) {
    assertThat(Inputs.positiveAmount(syl)).isEqualTo(Amount.ofBaseUnits(baseUnits));
  }

  @Test
  void aHashHas64Digits() {
    String hex = "0123456789abcdef".repeat(4);
    assertThat(Inputs.transactionId(hex)).hasToString(hex);
    assertThat(Inputs.blockHash(hex)).hasToString(hex);
    assertThatThrownBy(() -> Inputs.blockHash(hex + "0")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> Inputs.blockHash(hex.substring(1)))
        .isInstanceOf(BadRequestException.class);
  }
}
