package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.cluster.ShareCounts.Counts;

class ShareCountsTest {
  private final TestRedis redis = new TestRedis();
  private final ShareCounts one = instance();
  private final ShareCounts other = instance();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void everyInstanceTellsWhatAllOfThemCountedAndARestartTakesNothingAway() {
    one.report(10, 1);
    one.report(12, 1);
    one.report(12, 1);
    other.report(100, 20);
    assertThat(one.lastHour()).contains(new Counts(112, 21));
    assertThat(other.lastHour()).contains(new Counts(112, 21));
    ShareCounts restarted = instance();
    assertThat(restarted.lastHour()).contains(new Counts(112, 21));
    restarted.report(3, 0);
    assertThat(other.lastHour()).contains(new Counts(115, 21));
  }

  @Test
  void anHourLaterTheyAreOver() {
    one.report(10, 1);
    redis.pass(Duration.ofMinutes(60));
    one.report(11, 1);
    assertThat(one.lastHour()).contains(new Counts(11, 1));
    redis.pass(Duration.ofMinutes(1));
    assertThat(one.lastHour()).contains(new Counts(1, 0));
  }

  @Test
  void whatIsCountedWhileRedisIsAwayIsToldWhenItIsBack() {
    redis.stop();
    one.report(10, 1);
    assertThat(one.lastHour()).isEmpty();
    redis.start();
    one.report(11, 2);
    assertThat(one.lastHour()).contains(new Counts(11, 2));
  }

  private ShareCounts instance() {
    return new ShareCounts(redis.link(), redis);
  }
}
