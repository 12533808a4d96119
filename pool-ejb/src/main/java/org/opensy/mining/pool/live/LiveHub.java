package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.config.LiveSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.live.LiveEvent.Position;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Tells events to whoever listens. Everything in it is bounded: clients in all and of each address,
 * channels of a client, miners that are listened to, what waits for a client, what is kept for
 * those who come back.
 *
 * <p>Thread-safe. Nothing here waits for a client: what it does not take yet waits in its own
 * queue. No connection is touched under the hub's lock.
 */
@ApplicationScoped
public class LiveHub {
  /** Channels of a client. */
  public static final int MOST_CHANNELS = 10;

  private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);

  private final Map<LiveChannel, Set<LiveClient>> listeners = new HashMap<>();
  private final Map<LiveClient, Member> members = new HashMap<>();
  private final Map<LiveChannel, LiveEvent> latest = new HashMap<>();
  private final ReplayRing ring = new ReplayRing();
  private final LivePlaces places;
  private final int mostMiners;
  private final LiveCounters counters;
  private final InstantSource clock;
  private Instant nextHeartbeat = Instant.MIN;
  private boolean closed;

  /** For the container's proxy. */
  protected LiveHub() {
    places = null;
    mostMiners = 0;
    counters = null;
    clock = null;
  }

  @Inject
  LiveHub(PoolConfig config, LiveCounters counters, InstantSource clock) {
    this(config.live(), config.bans().allowed(), counters, clock);
  }

  /**
   * Nobody listens yet.
   *
   * @param unlimited addresses of which any number of clients may come
   */
  public LiveHub(
      LiveSettings settings, Set<Subnet> unlimited, LiveCounters counters, InstantSource clock) {
    this.places = new LivePlaces(settings.clients(), settings.clientsPerAddress(), unlimited);
    this.mostMiners = settings.miners();
    this.counters = counters;
    this.clock = clock;
  }

  private record Member(LivePlace place, Set<LiveChannel> channels) {}

  /**
   * Whether a client is let in.
   *
   * @param place to be given to {@link #join}
   * @param refusal why not, if there is no place
   */
  public record Admission(Optional<LivePlace> place, Optional<LiveRefusal> refusal) {}

  /** Lets a client in, if there is room. */
  public Admission admit(InetAddress client) {
    Optional<LiveRefusal> obstacle =
        isClosed() ? Optional.of(LiveRefusal.CLOSED) : Optional.empty();
    Optional<LivePlace> place =
        obstacle.isPresent() ? Optional.empty() : places.take(client, clock.instant());
    if (place.isEmpty()) {
      LiveRefusal why = obstacle.or(() -> places.obstacle(client)).orElse(LiveRefusal.FULL);
      return new Admission(Optional.empty(), Optional.of(refused(why)));
    }
    return new Admission(place, Optional.empty());
  }

  /** Counts somebody who is not let in. */
  public LiveRefusal refused(LiveRefusal why) {
    counters.refused(why);
    return why;
  }

  /** Gives back a place that nobody will take. */
  public void release(LivePlace place) {
    places.release(place);
  }

  /**
   * A client with a place is connected, and hears what it asks for from now on.
   *
   * @param channels at most {@link #MOST_CHANNELS}
   * @param lastId the id of the last event that it has heard, if it comes back
   * @return nothing if too many miners are listened to, the pool stops or the place is gone; the
   *     place is given back then
   */
  public Optional<LiveClient> join(
      LivePlace place, LiveSink sink, Set<LiveChannel> channels, Optional<String> lastId) {
    LiveClient client = new LiveClient(sink, counters, clock, this::left);
    synchronized (this) {
      if (closed || !fits(channels) || !places.occupy(place)) {
        places.release(place);
        return Optional.empty();
      }
      members.put(client, new Member(place, new HashSet<>()));
      counters.joined(sink.transport());
      greet(client, lastId, channels);
      channels.forEach(channel -> add(client, channel));
    }
    return Optional.of(client);
  }

  /** Says where the client is, or what it has missed. */
  private void greet(LiveClient client, Optional<String> lastId, Set<LiveChannel> channels) {
    Optional<List<LiveEvent>> missed = lastId.flatMap(ring::after);
    if (missed.isPresent()) {
      client.offer(connection(new LiveData.Welcome(), Optional.empty()));
      missed.get().stream()
          .filter(event -> channels.contains(event.channel().orElseThrow()))
          .forEach(client::offer);
    } else {
      LiveData first = lastId.isPresent() ? new LiveData.Reset() : new LiveData.Welcome();
      client.offer(connection(first, Optional.of(ring.position())));
    }
  }

  private LiveEvent connection(LiveData data, Optional<Position> position) {
    return LiveEvent.ofConnection(data, position, clock.instant());
  }

  /**
   * Has a client hear one more channel.
   *
   * @return false if it has too many, too many miners are listened to, or it has left
   */
  public boolean subscribe(LiveClient client, LiveChannel channel) {
    synchronized (this) {
      Member member = members.get(client);
      if (member == null
          || !fits(Set.of(channel))
          || (member.channels().size() >= MOST_CHANNELS && !member.channels().contains(channel))) {
        return false;
      }
      add(client, channel);
    }
    client.drain();
    return true;
  }

  private boolean fits(Set<LiveChannel> channels) {
    long more =
        channels.stream()
            .filter(channel -> channel.miner().isPresent() && !listeners.containsKey(channel))
            .count();
    return more == 0 || miners().size() + more <= mostMiners;
  }

  private void add(LiveClient client, LiveChannel channel) {
    members.get(client).channels().add(channel);
    listeners.computeIfAbsent(channel, any -> new LinkedHashSet<>()).add(client);
    LiveEvent known = latest.get(channel);
    if (known != null) {
      client.offer(known);
    }
  }

  /** Has a client hear a channel no more. */
  public synchronized void unsubscribe(LiveClient client, LiveChannel channel) {
    Member member = members.get(client);
    if (member != null && member.channels().remove(channel)) {
      remove(client, channel);
    }
  }

  private void remove(LiveClient client, LiveChannel channel) {
    Set<LiveClient> others = listeners.get(channel);
    others.remove(client);
    if (others.isEmpty()) {
      listeners.remove(channel);
      latest.remove(channel);
    }
  }

  private synchronized void left(LiveClient client, LiveEnd why) {
    Member member = members.remove(client);
    if (member != null) {
      member.channels().forEach(channel -> remove(client, channel));
      places.release(member.place());
      counters.left(client.transport(), why);
    }
  }

  /** Whether somebody listens to a channel. */
  public synchronized boolean isListenedTo(LiveChannel channel) {
    return listeners.containsKey(channel);
  }

  /** The miners that somebody listens to. */
  synchronized Set<Address> miners() {
    return listeners.keySet().stream()
        .flatMap(channel -> channel.miner().stream())
        .collect(Collectors.toSet());
  }

  /** Takes up what happened before the start, from a moment on from which nothing is missing. */
  synchronized void beginWith(Position completeSince, List<LiveEvent> events) {
    ring.beginAt(completeSince);
    events.forEach(ring::add);
  }

  /** Tells an event to all who listen to its channel. */
  public void publish(LiveEvent event) {
    LiveChannel channel = event.channel().orElseThrow();
    List<LiveClient> told;
    synchronized (this) {
      if (event.position().isPresent()) {
        ring.add(event);
      }
      told = List.copyOf(listeners.getOrDefault(channel, Set.of()));
      if (channel.kind() != LiveChannel.Kind.SHARES && channel.isLatestOnly() && !told.isEmpty()) {
        latest.put(channel, event);
      }
      tell(told, event);
    }
    told.forEach(LiveClient::drain);
  }

  private void tell(List<LiveClient> clients, LiveEvent event) {
    clients.forEach(client -> client.offer(event));
  }

  /** Looks after the connections; to be called every second or so. */
  void beat() {
    Instant now = clock.instant();
    places.releaseVacant(now);
    List<LiveClient> all;
    synchronized (this) {
      all = List.copyOf(members.keySet());
      if (!now.isBefore(nextHeartbeat)) {
        nextHeartbeat = now.plus(BETWEEN_HEARTBEATS);
        tell(all, connection(new LiveData.Heartbeat(), Optional.empty()));
      }
    }
    all.forEach(client -> client.look(now));
    all.forEach(LiveClient::drain);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all connections and lets nobody in any more. */
  public void close() {
    List<LiveClient> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(members.keySet());
    }
    all.forEach(client -> client.end(LiveEnd.CLOSED));
  }
}
