package org.opensy.mining.pool.web.http;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.ban.Scores;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Counts the requests of each source by minutes of the clock. A source is what bans hit too: an
 * IPv4 address or a /64 of IPv6.
 *
 * <p>Bounded: with too many sources in a minute, new ones are not counted. Thread-safe, and never
 * waits.
 */
final class RequestLimit {
  /** Sources counted in a minute. */
  static final int MOST = 100_000;

  /** Seconds of a window. */
  static final int WINDOW_SECONDS = 60;

  private final int quota;
  private final int most;
  private final AtomicReference<Window> current = new AtomicReference<>(new Window(-1));

  RequestLimit(int quota) {
    this(quota, MOST);
  }

  RequestLimit(int quota, int most) {
    this.quota = quota;
    this.most = most;
  }

  /** The counts of one minute. */
  private record Window(long minute, Map<Subnet, Integer> used) {
    Window(long minute) {
      this(minute, new ConcurrentHashMap<>());
    }
  }

  /**
   * What a source has used, this request included.
   *
   * @param used requests in this minute
   * @param quota so many are allowed
   * @param secondsLeft until the next minute, at least 1
   */
  record Use(int used, int quota, int secondsLeft) {

    boolean isTooMuch() {
      return used > quota;
    }

    /** Whether it goes on and on though it is told to wait. */
    boolean isFlood() {
      return used > 2L * quota;
    }

    int remaining() {
      return Math.max(0, quota - used);
    }
  }

  /** Counts a request. */
  Use take(InetAddress client, Instant now) {
    Map<Subnet, Integer> used = window(now.getEpochSecond() / WINDOW_SECONDS).used();
    Subnet source = Scores.source(client);
    int count =
        used.size() >= most && !used.containsKey(source)
            ? 0
            : used.merge(source, 1, (before, one) -> Math.min(before, Integer.MAX_VALUE - 1) + one);
    int passed = Math.floorMod(now.getEpochSecond(), WINDOW_SECONDS);
    return new Use(count, quota, WINDOW_SECONDS - passed);
  }

  private Window window(long minute) {
    return current.updateAndGet(now -> now.minute() == minute ? now : new Window(minute));
  }
}
