package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "XMRig/6.22 (Linux)", "München 東京 🙂", "it's {0} 100%"})
  void whatIsHarmlessStays(String text) {
    assertThat(LogText.of(text)).isEqualTo(text);
  }

  /**
   * Line ends of every kind, an escape of a terminal, directions, a zero width, a byte order mark.
   */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, '\t', '\n', '\r', 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029,
        0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xffff
      })
  void whatEndsALineTurnsItOrHidesIsEscaped(int character) {
    assertThat(LogText.of("a" + (char) character + "b"))
        .isEqualTo(String.format("a\\u%04xb", character));
  }

  @Test
  void beyondTheFirstPlaneBothHalvesAreEscaped() {
    assertThat(LogText.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void whatLooksEscapedIsToldFromWhatIs() {
    assertThat(LogText.of("\\u000a")).isEqualTo("\\\\u000a");
  }

  @Test
  void theLogIsNotFilledByOneText() {
    String longest = "x".repeat(LogText.LONGEST);
    assertThat(LogText.of(longest)).isEqualTo(longest);
    assertThat(LogText.of(longest + "y")).isEqualTo(longest + "…");
    assertThat(LogText.escaped(longest + "y\n")).isEqualTo(longest + "y\\u000a");
  }

  @Test
  void noneIsNull() {
    assertThat(LogText.of(null)).isEqualTo("null");
  }
}
