package org.opensy.mining.pool.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:20Z");
  private final RequestLimit limit = new RequestLimit(3, 2);

  private RequestLimit.Use take(String client, Instant now) {
    try {
      return limit.take(InetAddress.getByName(client), now);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void theQuotaIsAllowedAndNotOneMore() {
    assertThat(take("192.0.2.1", NOW)).isEqualTo(new RequestLimit.Use(1, 3, 40));
    assertThat(take("192.0.2.1", NOW).remaining()).isEqualTo(1);
    assertThat(take("192.0.2.1", NOW).isTooMuch()).isFalse();
    RequestLimit.Use fourth = take("192.0.2.1", NOW);
    assertThat(fourth.isTooMuch()).isTrue();
    assertThat(fourth.remaining()).isZero();
  }

  @Test
  void sixMayBeAMistakeAndSevenAreAFlood() {
    for (int i = 0; i < 6; i++) {
      assertThat(take("192.0.2.1", NOW).isFlood()).isFalse();
    }
    assertThat(take("192.0.2.1", NOW).isFlood()).isTrue();
  }

  @Test
  void theNextMinuteBeginsAnew() {
    take("192.0.2.1", NOW);
    assertThat(take("192.0.2.1", NOW.plusSeconds(39))).isEqualTo(new RequestLimit.Use(2, 3, 1));
    assertThat(take("192.0.2.1", NOW.plusSeconds(40))).isEqualTo(new RequestLimit.Use(1, 3, 60));
  }

  @Test
  void sourcesAreCountedEachForItselfAndACustomersIpv6IsOneSource() {
    take("192.0.2.1", NOW);
    take("2001:db8:1:2::1", NOW);
    assertThat(take("192.0.2.1", NOW).used()).isEqualTo(2);
    assertThat(take("2001:db8:1:2::2", NOW).used()).isEqualTo(2);
  }

  @Test
  void withTooManySourcesNewOnesAreNotCounted() {
    take("192.0.2.1", NOW);
    take("192.0.2.2", NOW);
    assertThat(take("192.0.2.3", NOW)).isEqualTo(new RequestLimit.Use(0, 3, 40));
    assertThat(take("192.0.2.1", NOW).used()).isEqualTo(2);
  }
}
