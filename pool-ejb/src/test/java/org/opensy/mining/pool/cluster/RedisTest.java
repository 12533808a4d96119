package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.RedisSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.ledger.SharesWritten;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;
import redis.embedded.RedisServer;

class RedisTest {
  private static final String PASSWORD = "letmein";
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private Instant now = Instant.parse("2026-11-22T12:00:30Z");
  private int port;
  private RedisServer server;
  private RedisLink redis;
  private HashrateWindow hashrate;
  private OnlineWorkers online;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    startServer();
    redis = link(PASSWORD);
    hashrate = new HashrateWindow(redis, () -> now);
    online = new OnlineWorkers(redis, () -> now);
  }

  @AfterEach
  void stop() throws IOException {
    redis.close();
    server.stop();
  }

  @Test
  void sumsTheWorkOfAWindowOverInstances() {
    add("a", 600_000, now);
    add("b", 30_000, now.minusSeconds(500));
    add("a", 999_999_999, now.minusSeconds(700));
    add("b", 999_999_999, now.minusSeconds(4000));
    HashrateWindow otherInstance = new HashrateWindow(redis, () -> now);
    assertThat(otherInstance.poolHashrate(TEN_MINUTES)).hasValue(1000);
    assertThat(otherInstance.minerHashrate("b", TEN_MINUTES)).hasValue(30_000 / 630.0);
    assertThat(otherInstance.minerHashrate("nobody", TEN_MINUTES)).hasValue(0);
  }

  @Test
  void aRateIsRightFromTheBeginning() {
    Instant first = now;
    for (int share = 0; share <= 8; share++) {
      add("a", 15_000, first.plusSeconds(15L * share));
    }
    now = first.plusSeconds(120);
    assertThat(hashrate.minerHashrate("a", TEN_MINUTES)).hasValue(1000);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).hasValue(1000);
    now = first.plusSeconds(240);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).hasValue(500);
    // The window's beginning has come by.
    now = first.plusSeconds(630);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).hasValue(105_000 / 600.0);
  }

  @Test
  void whoWasThereInTheHourBeforeDoesNotBeginAnew() {
    add("old", 1, now.minusSeconds(3600));
    add("older", 1, now.minusSeconds(4300));
    for (String miner : List.of("old", "older")) {
      add(miner, 15_000, now.minusSeconds(100));
      add(miner, 100_000, now);
    }
    assertThat(hashrate.minerHashrate("old", TEN_MINUTES)).hasValue(115_000 / 630.0);
    assertThat(hashrate.minerHashrate("older", TEN_MINUTES)).hasValue(1000);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).hasValue(230_000 / 630.0);
  }

  @Test
  void refusesAWindowThatIsNotKept() {
    assertThatThrownBy(() -> hashrate.poolHashrate(Duration.ofHours(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsWorkersUntilTheyAreNoLongerReported() {
    online.seen(List.of("a.1", "a.2"));
    online.seen(List.of("b.1"));
    assertThat(online.count()).hasValue(3);
    now = now.plus(OnlineWorkers.GONE_AFTER).minusSeconds(1);
    online.seen(List.of("a.1"));
    now = now.plusSeconds(2);
    online.seen(List.of());
    assertThat(online.count()).hasValue(1);
  }

  @Test
  void everyCallEndsWithoutAnExceptionWhileRedisIsAwayAndWorksWhenItReturns() throws IOException {
    assertThat(redis.isAway()).isTrue();
    add("a", 600_000, now);
    assertThat(redis.isAway()).isFalse();
    server.stop();
    assertThat(redis.ping()).isFalse();
    assertThat(redis.isAway()).isTrue();
    add("a", 1, now);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).isEmpty();
    assertThat(online.count()).isEmpty();
    assertThat(redis.failures()).isEqualTo(4);
    startServer();
    awaitPing();
    assertThat(redis.isAway()).isFalse();
    add("a", 1, now.minusSeconds(60));
    add("a", 60_000, now);
    assertThat(hashrate.poolHashrate(TEN_MINUTES)).hasValue(1000);
  }

  @Test
  void startsWhileRedisIsAway() throws IOException {
    server.stop();
    RedisLink early = link(PASSWORD);
    assertThat(early.ping()).isFalse();
    startServer();
    redis.close();
    redis = early;
    awaitPing();
  }

  @Test
  void aNameThatIsNotKnownYetIsAFailureLikeAnyOther() {
    RedisLink nameless = link("redis.invalid", PASSWORD);
    assertThat(nameless.ping()).isFalse();
    assertThat(nameless.ping()).isFalse();
    nameless.close();
  }

  @Test
  void wrongPasswordIsAFailureLikeAnyOther() {
    RedisLink stranger = link("wrong");
    assertThat(stranger.ping()).isFalse();
    stranger.close();
  }

  private void awaitPing() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!redis.ping() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(redis.ping()).isTrue();
  }

  private void add(String address, long difficulty, Instant when) {
    ShareEntry share =
        new ShareEntry(
            new ShareKey(0x1_0000_0002L, "job", 3, when),
            new Contributor(address, "rig", RewardScheme.PPLNS),
            difficulty,
            Optional.empty(),
            70,
            false);
    hashrate.add(new SharesWritten(List.of(share)));
  }

  private RedisLink link(String password) {
    return link("127.0.0.1", password);
  }

  private RedisLink link(String host, String password) {
    return new RedisLink(
        new RedisSettings(
            URI.create("redis://" + host + ":" + port),
            Optional.of(new RedisSettings.Login(Optional.empty(), new Secret(password))),
            Duration.ofMillis(500),
            "pool",
            Network.REGTEST),
        () -> now);
  }

  private void startServer() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("requirepass " + PASSWORD)
            .setting("save \"\"")
            .build();
    server.start();
  }
}
