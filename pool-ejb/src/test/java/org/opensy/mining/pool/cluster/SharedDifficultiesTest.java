package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedDifficultiesTest {
  private final TestRedis redis = new TestRedis();
  private final RedisLink link = redis.link();
  private final SharedDifficulties one = new SharedDifficulties(link, redis);
  private final SharedDifficulties other = new SharedDifficulties(redis.link(), redis);

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aMinerComesBackToItsDifficultyOnAnotherInstanceAndAfterARestart() {
    one.remember("a.rig", 1000);
    one.exchange();
    other.exchange();
    assertThat(other.recall("a.rig")).contains(1000L);
    redis.pass(Duration.ofSeconds(1));
    other.remember("a.rig", 2000);
    other.exchange();
    one.exchange();
    assertThat(one.recall("a.rig")).contains(2000L);
    assertThat(one.recall("b.rig")).isEmpty();
    assertThat(restarted().recall("a.rig")).contains(2000L);
  }

  @Test
  void whatIsRememberedHereIsKnownHereAtOnceAndUnlessSomebodySawItLater() {
    redis.pass(Duration.ofSeconds(1));
    one.remember("a", 1);
    assertThat(one.recall("a")).contains(1L);
    redis.pass(Duration.ofSeconds(-1));
    other.remember("a", 2);
    other.exchange();
    one.exchange();
    assertThat(one.recall("a")).contains(1L);
    other.exchange();
    assertThat(other.recall("a")).contains(1L);
  }

  @Test
  void isForgottenAfterADayUnlessItWasUsed() {
    one.remember("gone", 1);
    one.remember("steady", 2);
    redis.pass(Duration.ofHours(12));
    one.remember("steady", 2);
    one.exchange();
    redis.pass(Duration.ofHours(12));
    assertThat(one.recall("gone")).isEmpty();
    assertThat(one.recall("steady")).contains(2L);
    assertThat(restarted().recall("gone")).isEmpty();
    assertThat(restarted().recall("steady")).contains(2L);
  }

  @Test
  void withoutRedisAnInstanceRemembersWhatItSawItselfAndTellsItLater() {
    redis.stop();
    one.remember("a", 1);
    assertThat(one.exchange()).isFalse();
    assertThat(one.recall("a")).contains(1L);
    redis.start();
    one.exchange();
    assertThat(restarted().recall("a")).contains(1L);
  }

  @Test
  void everythingIsToldAgainWhenRedisHasLostIt() {
    one.remember("a", 1);
    one.exchange();
    redis.stop();
    redis.start();
    one.exchange();
    one.exchange();
    assertThat(restarted().recall("a")).contains(1L);
  }

  @Test
  void neitherRecallNorRememberAsksRedis() {
    redis.stop();
    for (int i = 0; i < 1000; i++) {
      one.remember("key" + i, i);
      assertThat(one.recall("other" + i)).isEmpty();
    }
    assertThat(link.failures()).isZero();
  }

  @Test
  void tellsThousandsInBatchesAndKeepsTheLatestOnly() {
    int all = SharedDifficulties.MOST + 5000;
    for (int i = 0; i < all; i++) {
      one.remember("key" + i, i);
    }
    assertThat(one.recall("key0")).isEmpty();
    assertThat(one.recall("key" + (all - 1))).contains(all - 1L);
    int batches = 1;
    while (one.exchange()) {
      batches++;
    }
    assertThat(batches).isGreaterThan(10);
    SharedDifficulties restarted = restarted();
    assertThat(restarted.recall("key" + (SharedDifficulties.MOST - 1)))
        .contains(SharedDifficulties.MOST - 1L);
  }

  private SharedDifficulties restarted() {
    SharedDifficulties memory = new SharedDifficulties(redis.link(), redis);
    memory.exchange();
    return memory;
  }
}
