package org.opensy.mining.pool.ban;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Points of sources that misbehave. Offences add, accepted shares and time take away.
 *
 * <p>A source is an IPv4 address or a /64 of IPv6, and many rigs may stand behind it. So what
 * counts is for how long it misbehaves, not how much at once: an offence of one kind counts once a
 * second. A farm that comes back after an outage breaks every limit, but only for seconds. What
 * costs next to nothing counts only above a rate that rigs which are set up wrong do not reach: the
 * others of their farm go on.
 *
 * <p>Bounded: with too many sources, new ones are not counted until {@link #forget} has made room.
 * Thread-safe; nothing waits for more than one source's own sum.
 */
public final class Scores {
  /** Sources of which points are kept. */
  public static final int MOST = 100_000;

  /** Leading bits of an IPv6 address that its provider hands out to one customer. */
  private static final int CUSTOMER_BITS = 64;

  private static final double NEGLIGIBLE = 0.5;

  private final ConcurrentHashMap<Subnet, Score> scores = new ConcurrentHashMap<>();
  private final ScoreTerms terms;
  private final int most;

  /** Nobody has done anything. */
  public Scores(ScoreTerms terms) {
    this(terms, MOST);
  }

  Scores(ScoreTerms terms, int most) {
    this.terms = terms;
    this.most = most;
  }

  /** To whom an address is counted. */
  public static Subnet source(InetAddress address) {
    return address instanceof Inet6Address ? Subnet.of(address, CUSTOMER_BITS) : Subnet.of(address);
  }

  /**
   * Counts an offence.
   *
   * @return whether it was one too many; the source is then at nothing again
   */
  public boolean add(InetAddress address, Offence offence, Instant now) {
    Subnet source = source(address);
    if (scores.size() >= most && !scores.containsKey(source)) {
      return false;
    }
    Duration halfLife = terms.halfLife();
    Score sum =
        scores.compute(
            source,
            (who, before) ->
                (before == null ? Score.none(now) : before).with(offence, now, halfLife));
    if (sum.points() < terms.threshold()) {
      return false;
    }
    scores.remove(source);
    return true;
  }

  /**
   * Takes points off for accepted work. Costs next to nothing for who has no points.
   *
   * @param points not negative
   */
  public void credit(InetAddress address, double points, Instant now) {
    if (!scores.isEmpty()) {
      scores.computeIfPresent(
          source(address), (who, before) -> before.less(points, now, terms.halfLife()));
    }
  }

  /** The points of an address's source. */
  public double points(InetAddress address, Instant now) {
    Score score = scores.get(source(address));
    return score == null ? 0 : score.pointsAt(now, terms.halfLife());
  }

  /**
   * Forgets sources that have next to no points and are calm, and if there is little room left,
   * those with the fewest; to be called again and again.
   */
  public void forget(Instant now) {
    scores
        .values()
        .removeIf(score -> score.isCalm(now) && score.pointsAt(now, terms.halfLife()) < NEGLIGIBLE);
    if (scores.size() > most - most / 10) {
      double[] points = points(now);
      Arrays.sort(points);
      dropUpTo(points[Math.min(points.length - 1, most / 5)], now);
    }
  }

  private double[] points(Instant now) {
    return scores.values().stream()
        .mapToDouble(score -> score.pointsAt(now, terms.halfLife()))
        .toArray();
  }

  private void dropUpTo(double points, Instant now) {
    scores.values().removeIf(score -> score.pointsAt(now, terms.halfLife()) <= points);
  }

  int size() {
    return scores.size();
  }
}
