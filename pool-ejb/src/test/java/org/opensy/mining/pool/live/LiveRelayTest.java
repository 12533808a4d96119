package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.cluster.TestRedis;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;

/** Two instances and a real Redis. */
class LiveRelayTest {
  private static final Contributor MINER =
      new Contributor(Listening.miner(1).toString(), "rig", RewardScheme.PPLNS);

  private final Set<String> hiding = new HashSet<>();
  private final TestRedis redis = new TestRedis();
  private final Instance here = new Instance();
  private final Instance there = new Instance();
  private final FakeSink sink = new FakeSink();

  private final class Instance {
    final Listening listening = new Listening();
    final ShareSamples samples = new ShareSamples(redis);
    final LiveRelay relay =
        new LiveRelay(
            listening.hub, hiding::contains, samples, redis.link(), Network.REGTEST, redis);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within half a minute").isLessThan(end);
      redis.pass(Duration.ofSeconds(1));
      here.relay.exchange();
      there.relay.exchange();
    }
  }

  private List<LiveData> shares() {
    return sink.data().stream().filter(LiveData.Share.class::isInstance).toList();
  }

  @Test
  void aShareReachesThoseWhoListenHereAndThere() {
    there.listening.join(sink, LiveChannel.SHARES);
    until(
        () -> {
          here.samples.accepted(MINER, 1000);
          return !shares().isEmpty();
        });

    assertThat(shares().get(0))
        .isInstanceOfSatisfying(
            LiveData.Share.class,
            share -> {
              assertThat(share.address()).isEqualTo(MINER.address());
              assertThat(share.worker()).isEqualTo("rig");
              assertThat(share.difficulty()).contains(1000L);
              assertThat(share.isValid()).isTrue();
            });
  }

  @Test
  void theNameOfAMachineIsHiddenIfItsOwnerWantsThat() {
    hiding.add(MINER.address());
    there.listening.join(sink, LiveChannel.SHARES);
    until(
        () -> {
          here.samples.accepted(MINER, 1000);
          there.samples.accepted(MINER, 1000);
          return shares().size() > 4;
        });

    assertThat(shares())
        .allSatisfy(share -> assertThat(((LiveData.Share) share).worker()).isEmpty());
  }

  @Test
  void noShareIsKeptWhileNobodyListens() {
    here.relay.exchange();
    here.samples.accepted(MINER, 1000);

    assertThat(here.samples.take()).isEmpty();
  }

  @Test
  void onlyTheLatestOfTheSharesBetweenTwoLooksIsTold() {
    here.listening.join(sink, LiveChannel.SHARES);
    here.relay.exchange();
    here.samples.accepted(MINER, 1);
    here.samples.accepted(MINER, 2);
    here.samples.rejected(MINER);
    here.relay.exchange();
    here.relay.exchange();

    assertThat(shares())
        .singleElement()
        .isEqualTo(
            new LiveData.Share(MINER.address(), "rig", Optional.empty(), false, redis.instant()));
  }

  @Test
  void aNameThatIsNotForEverybodyIsNotTold() {
    here.listening.join(sink, LiveChannel.SHARES);
    here.relay.exchange();
    here.samples.accepted(new Contributor(MINER.address(), "a@b.example", MINER.scheme()), 1);
    here.relay.exchange();

    assertThat(((LiveData.Share) shares().get(0)).worker()).isEmpty();
  }

  @Test
  void withoutRedisOwnSharesGoOnAndTheOthersComeAgainWithIt() {
    there.listening.join(sink, LiveChannel.SHARES);
    until(
        () -> {
          here.samples.accepted(MINER, 1000);
          return !shares().isEmpty();
        });
    redis.stop();
    sink.taken.clear();
    there.relay.exchange();
    there.samples.accepted(MINER, 7);
    there.relay.exchange();
    assertThat(shares()).isNotEmpty();

    redis.start();
    sink.taken.clear();
    until(
        () -> {
          here.samples.accepted(MINER, 2000);
          return shares().stream()
              .anyMatch(each -> ((LiveData.Share) each).difficulty().equals(Optional.of(2000L)));
        });
  }

  @Test
  void aLineThatIsWrittenInAnotherWayIsIgnored() {
    String share =
        LiveText.share(
            "x",
            new LiveData.Share(MINER.address(), "rig", Optional.of(5L), true, redis.instant()));
    assertThat(LiveText.read(share, Network.REGTEST)).isPresent();
    assertThat(LiveText.read(LiveText.here("x", true), Network.REGTEST))
        .hasValueSatisfying(line -> assertThat(line.wantsShares()).contains(true));
    for (String line :
        List.of(
            "",
            "x",
            "x\there",
            share + "\tmore",
            share.replace(MINER.address(), "nobody"),
            share.replace("\t5\t", "\tmany\t"),
            share.replace(Long.toString(redis.instant().toEpochMilli()), "now"),
            "x\tshare" + "\t".repeat(500))) {
      assertThat(LiveText.read(line, Network.REGTEST)).as(line).isEmpty();
    }
  }
}
