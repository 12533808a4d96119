package org.opensy.mining.pool.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Something that happened. It is written once in each format, however many are told. Thread-safe.
 */
public final class LiveEvent {
  private final Optional<LiveChannel> channel;
  private final Optional<Position> position;
  private final LiveData data;
  private final Instant at;
  private final Map<LiveFormat, String> texts = new ConcurrentHashMap<>(2);

  /**
   * A place in the order of events that are kept. It is made of what is in the database, so all
   * instances have the same.
   *
   * @param micros when it happened, in microseconds since 1970
   * @param what what happened to whom; empty for a place between events
   */
  record Position(long micros, String what) {
    /** Before everything. */
    static final Position BEGIN = new Position(0, "");

    static Position of(Instant at, String what) {
      return new Position(ChronoUnit.MICROS.between(Instant.EPOCH, at), what);
    }

    @Override
    public String toString() {
      return what.isEmpty() ? Long.toString(micros) : micros + "." + what;
    }
  }

  private LiveEvent(
      Optional<LiveChannel> channel, Optional<Position> position, LiveData data, Instant at) {
    this.channel = channel;
    this.position = position;
    this.data = data;
    this.at = at;
  }

  /** An event that who comes back need not be told. */
  public static LiveEvent of(LiveChannel channel, LiveData data, Instant at) {
    return new LiveEvent(Optional.of(channel), Optional.empty(), data, at);
  }

  /** An event that who comes back is told, too. */
  static LiveEvent kept(LiveChannel channel, LiveData data, Instant at, String what) {
    return new LiveEvent(Optional.of(channel), Optional.of(Position.of(at, what)), data, at);
  }

  /** What a client hears of the connection itself. */
  static LiveEvent ofConnection(LiveData data, Optional<Position> position, Instant at) {
    return new LiveEvent(Optional.empty(), position, data, at);
  }

  /** Where it can be heard; nothing if it is about the connection. */
  public Optional<LiveChannel> channel() {
    return channel;
  }

  /** What it tells. */
  public LiveData data() {
    return data;
  }

  /** When it happened. */
  public Instant at() {
    return at;
  }

  /** By what a client that comes back says that it has heard this; nothing if it need not. */
  public Optional<String> id() {
    return position.map(Position::toString);
  }

  Optional<Position> position() {
    return position;
  }

  /** The event in a format. */
  public String text(LiveFormat format) {
    return texts.computeIfAbsent(format, each -> each.write(this));
  }

  /** Events with the same one take each other's place while they wait. */
  Object slot() {
    if (channel.isEmpty()) {
      return data instanceof LiveData.Heartbeat ? data : this;
    }
    return channel.get().isLatestOnly() ? channel.get() : this;
  }
}
