package org.opensy.mining.pool.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BanTermsTest {
  private final BanTerms terms = new BanTerms(Duration.ofMinutes(10), Duration.ofHours(24));

  @ParameterizedTest
  @CsvSource({"1, 600", "2, 1200", "3, 2400", "8, 76800", "9, 86400", "2147483647, 86400"})
  void bansGetTwiceAsLongEachTimeUpToTheLongest(int strikes, long seconds) {
    assertThat(terms.duration(strikes)).hasSeconds(seconds);
  }

  @Test
  void theLongestIsNotShorterThanTheFirst() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(new BanTerms(minute, minute).duration(5)).isEqualTo(minute);
    assertThatThrownBy(() -> new BanTerms(minute, minute.minusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
