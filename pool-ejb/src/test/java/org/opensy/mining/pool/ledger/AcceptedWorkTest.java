package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedWorkTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(10);

  @Test
  void workThatWentOnBeforeTheWindowIsDividedByTheWindow() {
    assertThat(new AcceptedWork(6000, Optional.empty()).hashesPerSecond(NOW, WINDOW)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 100", "60, 100", "61, 98.3606557377", "300, 20", "600, 10", "700, 10"})
  void workThatBeganWithinItIsDividedByTheTimeSince(int secondsAgo, double rate) {
    AcceptedWork.Begin begin = new AcceptedWork.Begin(NOW.minusSeconds(secondsAgo), 500);
    assertThat(new AcceptedWork(6500, Optional.of(begin)).hashesPerSecond(NOW, WINDOW))
        .isCloseTo(rate, within(1e-9));
  }

  @Test
  void theFirstShareAloneSaysNothing() {
    AcceptedWork.Begin begin = new AcceptedWork.Begin(NOW.minusSeconds(1), 500);
    assertThat(new AcceptedWork(500, Optional.of(begin)).hashesPerSecond(NOW, WINDOW)).isZero();
  }
}
