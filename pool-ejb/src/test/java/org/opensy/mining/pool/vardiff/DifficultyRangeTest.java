package org.opensy.mining.pool.vardiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.stratum.protocol.Difficulty;

class DifficultyRangeTest {
  private static DifficultyRange range(long least, long most) {
    return new DifficultyRange(Difficulty.of(least), Difficulty.of(most));
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "99, 100", "100, 100", "101, 101", "199, 199", "200, 200", "201, 200"})
  void whatIsOutsideBecomesTheNearestBound(long difficulty, long nearest) {
    assertThat(range(100, 200).nearest(Difficulty.of(difficulty)))
        .isEqualTo(Difficulty.of(nearest));
  }

  @Test
  void aPortMayHaveOneDifficultyOnly() {
    assertThat(range(7, 7).nearest(Difficulty.of(1))).isEqualTo(Difficulty.of(7));
  }

  @Test
  void aLeastAboveTheMostIsRefused() {
    assertThatThrownBy(() -> range(8, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no difficulty is at least 8 and at most 7");
  }
}
