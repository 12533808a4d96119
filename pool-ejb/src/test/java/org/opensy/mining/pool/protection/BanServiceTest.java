package org.opensy.mining.pool.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.ban.AllowedSubnetException;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.cluster.TestRedis;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.stratum.CapturedLog;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

/** Several instances on one Redis; an exchange is what their timers do twice a second. */
class BanServiceTest {
  private static final Subnet NET = Subnet.parse("203.0.113.0/24");
  private static final Duration HOUR = Duration.ofHours(1);

  private final InetAddress somebody = address("203.0.113.7");
  private final TestRedis redis = new TestRedis();
  private final Instance one = new Instance(MapConfig.usable());
  private final Instance other = new Instance(MapConfig.usable());

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aBanIsInForceHereAtOnceAndElsewhereAfterOneExchangeEach() {
    Ban ban = one.bans.ban(NET, HOUR, "a flood", "alice");
    assertThat(one.bans.banOf(somebody)).contains(ban);
    one.bans.exchange();
    assertThat(other.bans.banOf(somebody)).isEmpty();
    other.bans.exchange();
    assertThat(other.bans.banOf(somebody)).contains(ban);
    assertThat(other.bans.list()).containsExactly(ban);
  }

  @Test
  void anotherPoolOnTheSameRedisHasBansOfItsOwn() {
    Instance stranger = new Instance(MapConfig.usable(), redis.link("another-pool"));
    one.bans.ban(NET, HOUR, "a flood", "alice");
    one.bans.exchange();
    stranger.bans.exchange();
    other.bans.exchange();
    assertThat(stranger.bans.list()).isEmpty();
    assertThat(other.bans.list()).hasSize(1);
  }

  @Test
  void everyInstanceIsToldOfEachBanOnce() {
    Ban ban = one.bans.ban(NET, HOUR, "a flood", "alice");
    exchangeTwice();
    assertThat(one.told).containsExactly(ban);
    assertThat(other.told).containsExactly(ban);
  }

  @Test
  void whatAnOperatorWritesForgesNoLineOfTheLog() {
    try (CapturedLog log = CapturedLog.of(BanService.class)) {
      one.bans.ban(NET, HOUR, "a flood\nPOOL-5102 the ban", "al\u202eice");
      one.bans.exchange();
      one.bans.lift(NET, "bob\r");
      assertThat(log.text())
          .contains("by al\\u202eice: a flood\\u000aPOOL-5102 the ban")
          .endsWith("is lifted by bob\\u000d");
    }
  }

  @Test
  void aLiftedBanIsLiftedEverywhere() {
    one.bans.ban(NET, HOUR, "a flood", "alice");
    exchangeTwice();
    redis.pass(Duration.ofSeconds(1));
    assertThat(other.bans.lift(NET, "bob")).isTrue();
    assertThat(other.bans.banOf(somebody)).isEmpty();
    exchangeTwice();
    assertThat(one.bans.banOf(somebody)).isEmpty();
    assertThat(one.bans.lift(NET, "bob")).isFalse();
    assertThat(restarted().bans.list()).isEmpty();
  }

  @Test
  void bansOutliveARestartOfThePoolAndEndOnTime() {
    Ban ban = one.bans.ban(NET, HOUR, "a flood,\tof everything", "alice");
    one.bans.exchange();
    assertThat(restarted().bans.list())
        .containsExactly(new Ban(NET, "a flood, of everything", "alice", ban.since(), ban.until()));
    redis.pass(HOUR);
    assertThat(restarted().bans.list()).isEmpty();
    assertThat(one.bans.banOf(somebody)).isEmpty();
  }

  @Test
  void withRedisAwayEachInstanceGoesOnAndBothAgreeWhenItIsBackThoughItLostEverything() {
    Ban before = one.bans.ban(NET, HOUR, "before", "alice");
    exchangeTwice();
    redis.stop();
    Ban here = one.bans.ban(Subnet.parse("192.0.2.1"), HOUR, "meanwhile", "alice");
    Ban there = other.bans.ban(Subnet.parse("192.0.2.2"), HOUR, "meanwhile", "bob");
    exchangeTwice();
    assertThat(one.bans.list()).containsExactlyInAnyOrder(before, here);
    assertThat(other.bans.list()).containsExactlyInAnyOrder(before, there);
    redis.start();
    exchangeTwice();
    exchangeTwice();
    assertThat(one.bans.list()).containsExactlyInAnyOrder(before, here, there);
    assertThat(other.bans.list()).containsExactlyInAnyOrder(before, here, there);
    assertThat(restarted().bans.list()).containsExactlyInAnyOrder(before, here, there);
  }

  @Test
  void aBanLiftedWhileRedisIsAwayIsLiftedEverywhereWhenItIsBack() {
    one.bans.ban(NET, HOUR, "before", "alice");
    exchangeTwice();
    redis.stop();
    redis.pass(Duration.ofSeconds(1));
    one.bans.lift(NET, "alice");
    redis.start();
    exchangeTwice();
    exchangeTwice();
    assertThat(one.bans.list()).isEmpty();
    assertThat(other.bans.list()).isEmpty();
  }

  @Test
  void whoMisbehavesForTooLongIsBannedEverywhereAndLongerTheNextTimeElsewhere() {
    misbehave(one, somebody);
    Ban first = one.bans.banOf(somebody).orElseThrow();
    assertThat(first.isAutomatic()).isTrue();
    assertThat(first.subnet()).isEqualTo(Subnet.of(somebody));
    assertThat(first.reason()).isEqualTo("too many offences, the last: worthless session");
    assertThat(Duration.between(first.since(), first.until())).hasMinutes(10);
    exchangeTwice();
    assertThat(other.told).containsExactly(first);
    redis.pass(Duration.ofMinutes(10));
    misbehave(other, somebody);
    Ban second = other.bans.banOf(somebody).orElseThrow();
    assertThat(Duration.between(second.since(), second.until())).hasMinutes(20);
    assertThat(one.placed()).isEqualTo(1);
    assertThat(one.metrics.count("offences", Label.of("kind", Offence.WORTHLESS_SESSION)))
        .isEqualTo(10);
  }

  @Test
  void nothingButAnExchangeAsksRedis() {
    redis.stop();
    misbehave(one, somebody);
    one.bans.credit(somebody, 1);
    one.bans.ban(NET, HOUR, "a flood", "alice");
    one.bans.lift(NET, "alice");
    one.bans.forget();
    assertThat(one.bans.list()).hasSize(1);
    assertThat(one.link.failures()).isZero();
    one.bans.exchange();
    assertThat(one.link.failures()).isEqualTo(1);
  }

  @Test
  void acceptedSharesOutweighOffences() {
    for (int i = 0; i < 300; i++) {
      one.bans.offence(somebody, Offence.FLOOD);
      one.bans.credit(somebody, 1);
      one.bans.credit(somebody, 1);
      redis.pass(Duration.ofSeconds(1));
    }
    assertThat(one.bans.banOf(somebody)).isEmpty();
  }

  @Test
  void loopbackIsNeverBanned() {
    InetAddress proxy = address("127.0.0.1");
    misbehave(one, proxy);
    assertThat(one.bans.banOf(proxy)).isEmpty();
    assertThatThrownBy(() -> one.bans.ban(Subnet.parse("127.0.0.0/16"), HOUR, "a mistake", "alice"))
        .isInstanceOf(AllowedSubnetException.class);
    assertThat(one.placed()).isZero();
  }

  @Test
  void withoutAutomaticBansOperatorsStillBan() {
    Instance quiet = new Instance(MapConfig.usable().with("pool.ban.enabled", "false"));
    misbehave(quiet, somebody);
    assertThat(quiet.bans.banOf(somebody)).isEmpty();
    quiet.bans.ban(NET, HOUR, "a flood", "alice");
    assertThat(quiet.bans.banOf(somebody)).isPresent();
  }

  private void misbehave(Instance instance, InetAddress address) {
    for (int i = 0; i < 10; i++) {
      instance.bans.offence(address, Offence.WORTHLESS_SESSION);
      redis.pass(Duration.ofSeconds(1));
    }
  }

  private void exchangeTwice() {
    for (int i = 0; i < 2; i++) {
      one.bans.exchange();
      other.bans.exchange();
      // After a failure Redis is left alone for a while.
      redis.pass(Duration.ofSeconds(3));
    }
  }

  private Instance restarted() {
    Instance instance = new Instance(MapConfig.usable());
    instance.bans.exchange();
    return instance;
  }

  /** One instance of the pool. */
  private final class Instance {
    final RedisLink link;
    final CountedMetrics metrics = new CountedMetrics();
    final List<Ban> told = new ArrayList<>();
    final BanService bans;

    Instance(MapConfig config) {
      this(config, redis.link());
    }

    Instance(MapConfig config, RedisLink link) {
      this.link = link;
      bans =
          new BanService(
              PoolConfig.read(config).bans(),
              link,
              new BanCounters(metrics),
              redis,
              event -> told.addAll(event.bans()));
    }

    long placed() {
      return metrics.count("bans_placed", new Label("by", "automatic"))
          + metrics.count("bans_placed", new Label("by", "operator"));
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
