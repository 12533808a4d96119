package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.pool.live.Listening.address;
import static org.opensy.mining.pool.live.Listening.miner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensy.mining.metrics.Label;

class LiveHubTest {
  private final Listening listening = new Listening();
  private final LiveHub hub = listening.hub;
  private final FakeSink sink = new FakeSink();

  @Test
  void aClientHearsItsChannelsAndNoOthers() {
    listening.join(sink, LiveChannel.STATS);
    LiveData.Stats stats = listening.stats(1);
    listening.change();

    assertThat(sink.data()).containsExactly(new LiveData.Welcome(), stats);
    assertThat(sink.flushes).isPositive();
    assertThat(listening.metrics.count("live_events_sent", new Label("transport", "sse")))
        .isEqualTo(2);
  }

  @Test
  void whoComesLaterHearsTheLatestStatisticsAtOnce() {
    listening.join(new FakeSink(), LiveChannel.STATS);
    LiveData.Stats stats = listening.stats(1);
    listening.join(sink, LiveChannel.STATS);

    assertThat(sink.data()).containsExactly(new LiveData.Welcome(), stats);
  }

  @Test
  void statisticsOfATimeWhenNobodyListenedAreNotTold() {
    LiveClient first = listening.join(new FakeSink(), LiveChannel.STATS);
    listening.stats(1);
    first.end(LiveEnd.GONE);
    listening.join(sink, LiveChannel.STATS);

    assertThat(sink.data()).containsExactly(new LiveData.Welcome());
  }

  @Test
  void ofStatisticsThatWaitOnlyTheLatestIsSentButEveryChangeIs() {
    LiveClient slow = listening.join(sink, LiveChannel.STATS, LiveChannel.PAYMENTS);
    sink.taken.clear();
    sink.room = 0;
    listening.stats(1);
    LiveEvent one = listening.change();
    LiveEvent two = listening.change();
    LiveData.Stats latest = listening.stats(2);
    sink.room = 10;
    slow.drain();

    assertThat(sink.data()).containsExactly(latest, one.data(), two.data());
    assertThat(listening.metrics.count("live_events_dropped", new Label("reason", "newer")))
        .isOne();
  }

  @Test
  void aClientThatTakesNothingIsDroppedAtTheBoundAndNobodyElseNotices() {
    FakeSink other = new FakeSink();
    listening.join(sink, LiveChannel.PAYMENTS);
    listening.join(other, LiveChannel.PAYMENTS);
    sink.room = 0;
    for (int i = 0; i < LiveClient.MOST_WAITING; i++) {
      listening.change();
    }
    assertThat(sink.ends).isEmpty();
    listening.change();

    assertThat(sink.ends).containsExactly(LiveEnd.SLOW);
    assertThat(other.ends).isEmpty();
    assertThat(other.taken).hasSize(LiveClient.MOST_WAITING + 2);
    assertThat(listening.metrics.count("live_clients_ended", new Label("reason", "slow"))).isOne();
    assertThat(listening.metrics.count("live_events_dropped", new Label("reason", "client_ended")))
        .isEqualTo(LiveClient.MOST_WAITING);
  }

  @Test
  void aClientThatTakesNothingForTooLongIsDroppedHoweverLittleWaits() {
    listening.join(sink, LiveChannel.STATS);
    sink.room = 0;
    listening.stats(1);
    for (int second = 0; second < LiveClient.PATIENCE.toSeconds(); second++) {
      listening.pass(Duration.ofSeconds(1));
      listening.stats(2);
      hub.beat();
    }
    assertThat(sink.ends).isEmpty();
    listening.pass(Duration.ofSeconds(1));
    hub.beat();

    assertThat(sink.ends).containsExactly(LiveEnd.SLOW);
  }

  @Test
  void aClientThatIsGoneLeavesItsPlaceAndChannels() {
    sink.broken = false;
    listening.join(sink, LiveChannel.STATS);
    sink.broken = true;
    listening.stats(1);

    assertThat(sink.ends).containsExactly(LiveEnd.GONE);
    assertThat(hub.isListenedTo(LiveChannel.STATS)).isFalse();
    for (int i = 0; i < Listening.MOST; i++) {
      assertThat(hub.admit(address("10.0.0.1")).place()).isPresent();
    }
  }

  @Test
  void aConnectionThatFailsInSomeOtherWayEndsAndNobodyElseNotices() {
    FakeSink other = new FakeSink();
    listening.join(sink, LiveChannel.STATS);
    listening.join(other, LiveChannel.STATS);
    sink.failing = true;
    LiveData.Stats stats = listening.stats(1);

    assertThat(sink.ends).containsExactly(LiveEnd.GONE);
    assertThat(other.data()).containsExactly(new LiveData.Welcome(), stats);
  }

  @Test
  void whoComesBackHearsWhatItMissed() {
    listening.join(sink, LiveChannel.PAYMENTS);
    LiveEvent heard = listening.change();
    LiveEvent missed = listening.change();
    LiveEvent later = listening.change();
    FakeSink again = new FakeSink();
    listening.join(again, heard.id(), LiveChannel.PAYMENTS);

    assertThat(again.taken.get(0).data()).isEqualTo(new LiveData.Welcome());
    assertThat(again.taken.subList(1, 3)).containsExactly(missed, later);
    assertThat(again.taken).hasSize(3);
  }

  @Test
  void whoComesBackHearsOfNoChannelThatItDoesNotAskFor() {
    LiveEvent heard = listening.change();
    listening.change();
    listening.join(sink, heard.id(), LiveChannel.BLOCKS);

    assertThat(sink.data()).containsExactly(new LiveData.Welcome());
  }

  @Test
  void whoComesBackTooLateIsToldSoAndWhereItIsNow() {
    LiveEvent heard = listening.change();
    LiveEvent last = heard;
    for (int i = 0; i < ReplayRing.MOST; i++) {
      last = listening.change();
    }
    for (Optional<String> id : List.of(heard.id(), Optional.of("nonsense"))) {
      FakeSink late = new FakeSink();
      LiveClient client = listening.join(late, id, LiveChannel.PAYMENTS);
      assertThat(late.data()).containsExactly(new LiveData.Reset());
      assertThat(late.taken.get(0).id()).isEqualTo(last.id());
      client.end(LiveEnd.GONE);
    }
  }

  @Test
  void aStrangerHearsWhereItIs() {
    LiveEvent last = listening.change();
    listening.join(sink, LiveChannel.PAYMENTS);

    assertThat(sink.data()).containsExactly(new LiveData.Welcome());
    assertThat(sink.taken.get(0).id()).isEqualTo(last.id());
  }

  @Test
  void noMoreClientsComeInThanMayInAllAndOfAnAddress() {
    List<LivePlace> places = new ArrayList<>();
    for (int i = 0; i < Listening.MOST_OF_ADDRESS; i++) {
      places.add(hub.admit(address("192.0.2.1")).place().orElseThrow());
    }
    assertThat(hub.admit(address("192.0.2.1")).refusal()).contains(LiveRefusal.ADDRESS);
    places.add(hub.admit(address("2001:db8::1")).place().orElseThrow());
    places.add(hub.admit(address("2001:db8::2")).place().orElseThrow());
    assertThat(hub.admit(address("2001:db8::3")).refusal()).contains(LiveRefusal.ADDRESS);
    places.add(hub.admit(address("10.0.0.1")).place().orElseThrow());
    assertThat(hub.admit(address("10.0.0.1")).refusal()).contains(LiveRefusal.FULL);
    assertThat(listening.metrics.count("live_refused", new Label("reason", "address")))
        .isEqualTo(2);

    hub.release(places.get(0));
    hub.release(places.get(0));
    assertThat(hub.admit(address("192.0.2.1")).place()).isPresent();
    assertThat(hub.admit(address("192.0.2.1")).refusal()).contains(LiveRefusal.FULL);
  }

  @Test
  void aPlaceThatNobodyComesForIsGivenBack() {
    LivePlace place = hub.admit(address("192.0.2.1")).place().orElseThrow();
    listening.pass(LivePlaces.VACANT.plusSeconds(1));
    hub.beat();

    assertThat(hub.join(place, sink, Set.of(LiveChannel.STATS), Optional.empty())).isEmpty();
    for (int i = 0; i < Listening.MOST_OF_ADDRESS; i++) {
      assertThat(hub.admit(address("192.0.2.1")).place()).isPresent();
    }
  }

  @Test
  void noMoreMinersAreListenedToThanMay() {
    LiveClient client = listening.join(sink);
    for (int i = 0; i < Listening.MOST_MINERS; i++) {
      assertThat(hub.subscribe(client, LiveChannel.of(miner(i)))).isTrue();
    }
    assertThat(hub.subscribe(client, LiveChannel.of(miner(99)))).isFalse();
    assertThat(hub.subscribe(client, LiveChannel.of(miner(0)))).isTrue();
    LivePlace place = hub.admit(address("192.0.2.1")).place().orElseThrow();
    assertThat(hub.join(place, sink, Set.of(LiveChannel.of(miner(99))), Optional.empty()))
        .isEmpty();

    hub.unsubscribe(client, LiveChannel.of(miner(0)));
    assertThat(hub.subscribe(client, LiveChannel.of(miner(99)))).isTrue();
    assertThat(hub.miners()).containsExactlyInAnyOrder(miner(1), miner(2), miner(99));
  }

  @Test
  void aHeartbeatComesEveryFifteenSecondsAndOnlyTheLatestWaits() {
    LiveClient client = listening.join(sink);
    sink.taken.clear();
    hub.beat();
    listening.pass(Duration.ofSeconds(14));
    hub.beat();
    assertThat(sink.data()).containsExactly(new LiveData.Heartbeat());
    listening.pass(Duration.ofSeconds(1));
    hub.beat();
    assertThat(sink.data()).hasSize(2);
    sink.room = 0;
    listening.pass(Duration.ofSeconds(15));
    hub.beat();
    listening.pass(Duration.ofSeconds(15));
    hub.beat();
    sink.room = 9;
    client.drain();
    assertThat(sink.data()).hasSize(3);
  }

  @Test
  void aConnectionThatHasLastedLongEnoughEnds() {
    listening.join(sink);
    sink.over = true;
    hub.beat();

    assertThat(sink.ends).containsExactly(LiveEnd.OVER);
  }

  @Test
  void aStopEndsAllConnectionsAndLetsNobodyIn() {
    LivePlace early = hub.admit(address("192.0.2.1")).place().orElseThrow();
    listening.join(sink, LiveChannel.STATS);
    hub.close();

    assertThat(sink.ends).containsExactly(LiveEnd.CLOSED);
    assertThat(hub.admit(address("192.0.2.1")).refusal()).contains(LiveRefusal.CLOSED);
    assertThat(hub.join(early, new FakeSink(), Set.of(), Optional.empty())).isEmpty();
  }

  @Test
  void anEventIsWrittenOnceHoweverManyAreTold() {
    List<LiveEvent> written = new ArrayList<>();
    LiveFormat format =
        event -> {
          written.add(event);
          return "text";
        };
    FakeSink other = new FakeSink();
    listening.join(sink, LiveChannel.STATS);
    listening.join(other, LiveChannel.STATS);
    listening.stats(1);
    for (FakeSink each : List.of(sink, other)) {
      assertThat(each.taken.get(1).text(format)).isEqualTo("text");
    }

    assertThat(written).hasSize(1);
  }
}
