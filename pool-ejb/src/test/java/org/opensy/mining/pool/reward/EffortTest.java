package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {
  private static Effort effort(long work, long networkDifficulty) {
    return new Effort(BigInteger.valueOf(work), BigInteger.valueOf(networkDifficulty));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 0.0000",
    "7, 7, 1.0000",
    "1, 3, 0.3333",
    "2, 3, 0.6667",
    "1, 20000, 0.0001",
    "1, 20001, 0.0000",
    "9000000000000000000, 1, 9000000000000000000.0000"
  })
  void effortIsWorkOverDifficulty(long work, long difficulty, BigDecimal ratio) {
    assertThat(effort(work, difficulty).ratio()).isEqualTo(ratio);
  }

  @Test
  void lessWorkThanExpectedIsMoreLuck() {
    assertThat(Effort.luck(List.of(effort(50, 100)))).contains(new BigDecimal("2.0000"));
    assertThat(Effort.luck(List.of(effort(200, 100)))).contains(new BigDecimal("0.5000"));
    assertThat(Effort.luck(List.of(effort(50, 100), effort(300, 200))))
        .contains(new BigDecimal("1.0000"));
  }

  @Test
  void manyThirdsAddUpWithoutError() {
    List<Effort> blocks = Collections.nCopies(30_000, effort(1, 3));

    assertThat(Effort.luck(blocks)).contains(new BigDecimal("3.0000"));
  }

  @Test
  void withoutWorkThereIsNoLuck() {
    assertThat(Effort.luck(List.of())).isEmpty();
    assertThat(Effort.luck(List.of(effort(0, 5)))).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> effort(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> effort(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
