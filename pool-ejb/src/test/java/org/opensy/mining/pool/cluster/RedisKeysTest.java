package org.opensy.mining.pool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.config.RedisSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.ledger.SharesWritten;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;
import org.redisson.api.RScript;

/** Several pools on one Redis: what each sees of it, and where its keys are. */
class RedisKeysTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private static final Pattern RULE = Pattern.compile("(?m)^ACL SETUSER opensy .*$");

  private final TestRedis redis = new TestRedis();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void twoPoolsOnOneRedisHaveNothingInCommon() {
    Instance one = new Instance(redis.link("one"), 7);
    Instance other = new Instance(redis.link("other"), 7, 8);
    one.useEverything();
    other.exchange();

    assertThat(one.hashrate.poolHashrate(TEN_MINUTES).orElseThrow()).isPositive();
    assertThat(other.hashrate.poolHashrate(TEN_MINUTES)).hasValue(0);
    assertThat(other.hashrate.minerHashrate("a", TEN_MINUTES)).hasValue(0);
    assertThat(other.online.count()).hasValue(0);
    assertThat(other.counts.lastHour()).contains(new ShareCounts.Counts(0, 0));
    assertThat(other.difficulties.recall("a.rig")).isEmpty();
    assertThat(other.number.extranonces().next()).isEqualTo(new Extranonce(7, 0));

    Instance partner = new Instance(redis.link("one"), 7, 8);
    partner.exchange();
    assertThat(partner.hashrate.poolHashrate(TEN_MINUTES).orElseThrow()).isPositive();
    assertThat(partner.online.count()).hasValue(1);
    assertThat(partner.counts.lastHour()).contains(new ShareCounts.Counts(1, 0));
    assertThat(partner.difficulties.recall("a.rig")).contains(1000L);
    assertThat(partner.number.extranonces().next()).isEqualTo(new Extranonce(8, 0));
  }

  @Test
  void everyKeyBeginsWithThePoolAndItsNetwork() {
    new Instance(redis.link("one"), 7).useEverything();

    assertThat(keys(redis.link("any")))
        .hasSizeGreaterThan(7)
        .allSatisfy(key -> assertThat(key).startsWith("opensy:one:regtest:"));
  }

  @Test
  void theKeysAreInTheDatabaseOfTheAddress() {
    new Instance(redis.link("one", "/3", Optional.empty()), 7).useEverything();

    assertThat(keys(redis.link("one", "/3", Optional.empty()))).hasSizeGreaterThan(7);
    assertThat(keys(redis.link("one", "/0", Optional.empty()))).isEmpty();
    assertThat(keys(redis.link("one", "/", Optional.empty()))).isEmpty();
  }

  @Test
  void aUserWhoMayTouchNothingButThePoolsKeysAndChannelsIsEnough() throws IOException {
    redis.administer(documentedRule());
    RedisLink link = as("opensy", "letmein");
    Instance instance = new Instance(link, 7);
    instance.useEverything();

    assertThat(link.ping()).isTrue();
    assertThat(instance.hashrate.poolHashrate(TEN_MINUTES).orElseThrow()).isPositive();
    assertThat(instance.online.count()).hasValue(1);
    assertThat(instance.counts.lastHour()).isPresent();
    instance.number.release();
    assertThat(link.failures()).isZero();
    assertThat(listensAndSpeaks(link)).isTrue();

    RedisLink stranger = redis.link("other", "", login("opensy", "letmein"));
    assertThat(stranger.ping()).isFalse();
    assertThat(listensAndSpeaks(stranger)).isFalse();
    assertThat(as("opensy", "wrong").ping()).isFalse();
  }

  private static boolean listensAndSpeaks(RedisLink link) {
    return link.tryAside(
                client ->
                    client
                        .getTopic(link.key("live"))
                        .addListener(String.class, (topic, line) -> {}))
            .isPresent()
        && link.tryAside(client -> client.getTopic(link.key("live")).publish("line")).isPresent();
  }

  @Test
  void aLoginThatMayNotPublishMayStillDoAllElse() throws IOException {
    redis.administer(documentedRule().replace(" +@pubsub", ""));
    RedisLink link = as("opensy", "letmein");
    assertThat(listensAndSpeaks(link)).isFalse();

    assertThat(link.ping()).isTrue();
    assertThat(link.isAway()).isFalse();
    assertThat(link.failures()).isZero();
  }

  /** What operators are told to let the pool do. */
  private static String documentedRule() throws IOException {
    Matcher rule = RULE.matcher(Files.readString(Path.of("../docs/configuration.md")));
    assertThat(rule.find()).isTrue();
    return rule.group().replace("PASSWORD", "letmein").replace(":main:", ":regtest:");
  }

  private RedisLink as(String user, String password) {
    return redis.link("pool", "", login(user, password));
  }

  private static Optional<RedisSettings.Login> login(String user, String password) {
    return Optional.of(new RedisSettings.Login(Optional.of(user), new Secret(password)));
  }

  /** All keys of the database that the link is to. */
  private static List<String> keys(RedisLink link) {
    return link.call(
            client ->
                client
                    .getScript()
                    .<List<String>>eval(
                        RScript.Mode.READ_ONLY,
                        "return redis.call('keys', '*')",
                        RScript.ReturnType.LIST))
        .orElseThrow();
  }

  /** All that an instance has in Redis, but for its bans, which are records like difficulties. */
  private final class Instance {
    final HashrateWindow hashrate;
    final OnlineWorkers online;
    final ShareCounts counts;
    final SharedDifficulties difficulties;
    final InstanceNumber number;

    Instance(RedisLink link, int... draws) {
      PrimitiveIterator.OfInt numbers = IntStream.of(draws).iterator();
      hashrate = new HashrateWindow(link, redis);
      online = new OnlineWorkers(link, redis);
      counts = new ShareCounts(link, redis);
      difficulties = new SharedDifficulties(link, redis);
      number = new InstanceNumber(link, numbers::nextInt);
    }

    void useEverything() {
      // The first share only starts the clock.
      hashrate.add(new SharesWritten(List.of(share(), share())));
      online.seen(List.of("a.rig"));
      counts.report(1, 0);
      difficulties.remember("a.rig", 1000);
      exchange();
    }

    void exchange() {
      difficulties.exchange();
      number.renew();
    }
  }

  private ShareEntry share() {
    return new ShareEntry(
        new ShareKey(0x1_0000_0002L, "job", 3, redis.instant()),
        new Contributor("a", "rig", RewardScheme.PPLNS),
        600_000,
        Optional.empty(),
        70,
        false);
  }
}
