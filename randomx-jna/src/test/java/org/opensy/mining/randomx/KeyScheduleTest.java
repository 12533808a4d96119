package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyScheduleTest {

  /** Source: the chain's key rule, {@code max(0, floor(h / 32) * 32 - 32)}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "31, 0",
    "32, 0",
    "63, 0",
    "64, 32",
    "95, 32",
    "96, 64",
    "127, 64",
    "128, 96",
    "1050000, 1049952",
    "9223372036854775807, 9223372036854775744"
  })
  void keyIsTheHashOfTheBlockAt(long height, long keyHeight) {
    assertThat(KeySchedule.keyHeight(height)).isEqualTo(keyHeight);
  }

  @ParameterizedTest
  @MethodSource("org.opensy.mining.randomx.AcceptedBlock#all")
  void keyHeightIsTheOneOfEachAcceptedBlock(AcceptedBlock block) {
    assertThat(KeySchedule.keyHeight(block.height())).isEqualTo(block.keyHeight());
  }

  @ParameterizedTest
  @CsvSource({"0, 64, 32", "63, 64, 32", "64, 96, 64", "95, 96, 64", "96, 128, 96"})
  void keyChangesNextAt(long height, long change, long nextKey) {
    assertThat(KeySchedule.nextChangeHeight(height)).isEqualTo(change);
    assertThat(KeySchedule.nextKeyHeight(height)).isEqualTo(nextKey);
    assertThat(KeySchedule.keyHeight(change - 1)).isEqualTo(KeySchedule.keyHeight(height));
    assertThat(KeySchedule.keyHeight(change)).isEqualTo(nextKey);
  }

  @Test
  void nextKeyBlockExistsOneIntervalBeforeItIsNeeded() {
    assertThat(KeySchedule.nextChangeHeight(70) - KeySchedule.nextKeyHeight(70))
        .isEqualTo(KeySchedule.INTERVAL);
  }

  @Test
  void negativeHeightIsRefused() {
    assertThatThrownBy(() -> KeySchedule.keyHeight(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
