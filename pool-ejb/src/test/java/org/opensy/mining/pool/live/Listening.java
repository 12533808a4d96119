package org.opensy.mining.pool.live;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.LiveSettings;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.stratum.api.Subnet;

/** A hub, its clock, and clients for it. */
final class Listening implements InstantSource {
  static final int MOST = 5;
  static final int MOST_OF_ADDRESS = 2;
  static final int MOST_MINERS = 3;

  final CountedMetrics metrics = new CountedMetrics();
  final LiveCounters counters = new LiveCounters(metrics);
  final LiveHub hub =
      new LiveHub(
          new LiveSettings(MOST, MOST_OF_ADDRESS, MOST_MINERS),
          Set.of(Subnet.parse("10.0.0.0/8")),
          counters,
          this);
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private int changes;

  /** A client of a farm that may come as often as it likes. */
  LiveClient join(FakeSink sink, LiveChannel... channels) {
    return join(sink, Optional.empty(), channels);
  }

  LiveClient join(FakeSink sink, Optional<String> lastId, LiveChannel... channels) {
    LivePlace place = hub.admit(address("10.0.0.1")).place().orElseThrow();
    LiveClient client = hub.join(place, sink, Set.of(channels), lastId).orElseThrow();
    client.drain();
    return client;
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static Address miner(int number) {
    byte[] hash = new byte[20];
    hash[0] = (byte) number;
    return Address.p2wpkh(Network.REGTEST, hash);
  }

  LiveData.Stats stats(long height) {
    LiveData.Stats stats = new LiveData.Stats(1L, 2L, 3L, 4L, BigInteger.TEN, height);
    hub.publish(LiveEvent.of(LiveChannel.STATS, stats, now));
    return stats;
  }

  /** Something that happens to a payment; no payment is needed for it. */
  LiveEvent change() {
    pass(Duration.ofSeconds(1));
    changes++;
    LiveEvent event =
        LiveEvent.kept(LiveChannel.PAYMENTS, new LiveData.Payment(null), now, "p" + changes);
    hub.publish(event);
    return event;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
