package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.ExtranonceSequence;

class InstanceNumberTest {
  private final TestRedis redis = new TestRedis();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void drawsAgainWhileTheNumberIsTaken() {
    InstanceNumber one = instance(7);
    one.renew();
    InstanceNumber other = instance(7, 7, 8);
    other.renew();
    assertThat(next(one)).isEqualTo(new Extranonce(7, 0));
    assertThat(next(other)).isEqualTo(new Extranonce(8, 0));
  }

  @Test
  void keepsItsNumberWhenItRenewsTheLease() {
    InstanceNumber number = instance(7);
    number.renew();
    ExtranonceSequence before = number.extranonces();
    number.renew();
    assertThat(number.extranonces()).isSameAs(before);
    assertThat(leftMillis(7)).isBetween(1L, Duration.ofMinutes(10).toMillis());
  }

  @Test
  void nobodyGetsTheNumberSoonAfterACleanStop() {
    InstanceNumber stopped = instance(7);
    stopped.renew();
    stopped.release();
    assertThat(leftMillis(7)).isBetween(1L, Duration.ofMinutes(5).toMillis());
    InstanceNumber next = instance(7, 8);
    next.renew();
    assertThat(next(next)).isEqualTo(new Extranonce(8, 0));
  }

  @Test
  void goesOnWithoutRedisAndClaimsItsNumberLater() {
    redis.stop();
    InstanceNumber number = instance(7);
    number.renew();
    assertThat(next(number)).isEqualTo(new Extranonce(7, 0));
    redis.start();
    number.renew();
    assertThat(next(number)).isEqualTo(new Extranonce(7, 1));
    assertThat(leftMillis(7)).isPositive();
  }

  @Test
  void newSessionsGetAnotherNumberIfItTurnsOutToBeTaken() {
    redis.stop();
    InstanceNumber one = instance(7);
    InstanceNumber other = instance(7, 9);
    other.renew();
    assertThat(next(other)).isEqualTo(new Extranonce(7, 0));
    redis.start();
    one.renew();
    other.renew();
    assertThat(next(one)).isEqualTo(new Extranonce(7, 0));
    assertThat(next(other)).isEqualTo(new Extranonce(9, 0));
    assertThat(leftMillis(9)).isPositive();
  }

  @Test
  void claimsItsNumberAgainWhenRedisHasLostIt() {
    InstanceNumber number = instance(7);
    number.renew();
    redis.stop();
    redis.start();
    number.renew();
    assertThat(leftMillis(7)).isPositive();
    assertThat(next(number)).isEqualTo(new Extranonce(7, 0));
  }

  private InstanceNumber instance(int... draws) {
    PrimitiveIterator.OfInt numbers = IntStream.of(draws).iterator();
    return new InstanceNumber(redis.link(), numbers::nextInt);
  }

  private static Extranonce next(InstanceNumber number) {
    return number.extranonces().next();
  }

  private long leftMillis(int number) {
    RedisLink link = redis.link();
    return link.call(client -> client.getBucket(link.key("instance:" + number)).remainTimeToLive())
        .orElseThrow();
  }
}
