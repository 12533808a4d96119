package org.opensy.mining.pool.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;

/**
 * Shares that were refused and are not in the history yet. They are in no journal: a crash loses
 * those of the last seconds, which no money depends on. Bounded: while so many workers wait to be
 * written, the shares of further ones count for the pool alone. Thread-safe.
 */
@ApplicationScoped
public class RejectedShares {
  /** Workers and ten minutes at once, some 5 MB. */
  static final int MOST = 20_000;

  private static final String NOBODY = "";

  private final InstantSource clock;
  private Map<Key, Count> counts = new HashMap<>();

  /**
   * Whose, and when.
   *
   * @param bucket begin of the ten minutes
   */
  public record Key(String address, String worker, Instant bucket) {
    Key ofPool() {
      return new Key(NOBODY, NOBODY, bucket);
    }
  }

  /** How many. */
  public record Count(long stale, long invalid) {
    Count plus(Count other) {
      return new Count(stale + other.stale, invalid + other.invalid);
    }
  }

  /** For the container's proxy. */
  protected RejectedShares() {
    this(null);
  }

  /** None yet. */
  @Inject
  public RejectedShares(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts one of a miner that is logged in. */
  public void count(Contributor whose, RejectionReason reason) {
    boolean isStale = reason == RejectionReason.STALE;
    Instant bucket = BucketWidth.TEN_MINUTES.beginOf(clock.instant());
    add(
        new Key(whose.address(), whose.worker(), bucket),
        new Count(isStale ? 1 : 0, isStale ? 0 : 1));
  }

  private synchronized void add(Key key, Count count) {
    boolean fits = counts.size() < MOST || counts.containsKey(key);
    counts.merge(fits ? key : key.ofPool(), count, Count::plus);
  }

  /** All there are, which are then no longer here. */
  public synchronized Map<Key, Count> take() {
    Map<Key, Count> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  /** Those that were not written. */
  synchronized void putBack(Map<Key, Count> taken) {
    taken.forEach(this::add);
  }
}
