package org.opensy.mining.pool.live;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.ban.Scores;
import org.opensy.mining.stratum.api.Subnet;

/**
 * As many clients as may listen, in all and of each source: what bans hit, too, an IPv4 address or
 * a /64 of IPv6. Thread-safe.
 */
final class LivePlaces {
  /** For so long a place waits for the connection that it is for. */
  static final Duration VACANT = Duration.ofSeconds(30);

  private final int most;
  private final int mostOfSource;
  private final Set<Subnet> unlimited;
  private final Map<Subnet, Integer> bySource = new HashMap<>();
  private final Set<LivePlace> given = new HashSet<>();
  private final Set<LivePlace> vacant = new HashSet<>();

  /**
   * Nobody is there yet.
   *
   * @param unlimited whose number is bounded in all only
   */
  LivePlaces(int most, int mostOfSource, Set<Subnet> unlimited) {
    this.most = most;
    this.mostOfSource = mostOfSource;
    this.unlimited = unlimited;
  }

  /** Why nobody of that address gets a place now; nothing if one would. */
  synchronized Optional<LiveRefusal> obstacle(InetAddress client) {
    if (given.size() >= most) {
      return Optional.of(LiveRefusal.FULL);
    }
    boolean isTooMany =
        isLimited(client) && bySource.getOrDefault(Scores.source(client), 0) >= mostOfSource;
    return isTooMany ? Optional.of(LiveRefusal.ADDRESS) : Optional.empty();
  }

  /** A place, if there is one. */
  synchronized Optional<LivePlace> take(InetAddress client, Instant now) {
    if (obstacle(client).isPresent()) {
      return Optional.empty();
    }
    LivePlace place = new LivePlace(Scores.source(client), isLimited(client), now);
    given.add(place);
    vacant.add(place);
    if (place.isLimited()) {
      bySource.merge(place.source(), 1, Integer::sum);
    }
    return Optional.of(place);
  }

  /** The client is there; false if the place was given back meanwhile. */
  synchronized boolean occupy(LivePlace place) {
    return vacant.remove(place);
  }

  /** Gives a place back; does nothing the second time. */
  synchronized void release(LivePlace place) {
    vacant.remove(place);
    if (given.remove(place) && place.isLimited()) {
      bySource.computeIfPresent(place.source(), (any, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Gives back what nobody came for. */
  void releaseVacant(Instant now) {
    Set<LivePlace> forgotten;
    synchronized (this) {
      forgotten = new HashSet<>(vacant);
    }
    forgotten.stream()
        .filter(place -> place.since().plus(VACANT).isBefore(now))
        .forEach(this::release);
  }

  private boolean isLimited(InetAddress client) {
    return unlimited.stream().noneMatch(subnet -> subnet.contains(client));
  }
}
