package org.opensy.mining.coopmine.worker.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HashMeterTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void givesTheRateOfTheLastMinute() {
    HashMeter meter = new HashMeter();
    assertThat(meter.sample(START)).isZero();
    double rate = 0;
    for (int second = 5; second <= 300; second += 5) {
      int hashes = second <= 150 ? 500 : 50;
      for (int i = 0; i < hashes; i++) {
        meter.count();
      }
      rate = meter.sample(START.plusSeconds(second));
    }
    assertThat(rate).isCloseTo(10, within(0.001));
    assertThat(meter.rate()).isEqualTo(rate);
    assertThat(meter.total()).isEqualTo(30 * 500 + 30 * 50);
  }
}
