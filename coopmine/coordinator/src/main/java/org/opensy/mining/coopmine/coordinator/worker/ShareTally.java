package org.opensy.mining.coopmine.coordinator.worker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts of one worker's shares, over all its registrations, by what became of them.
 *
 * <p>Thread-safe.
 */
public final class ShareTally {
  private final Optional<ShareTally> total;
  private final WorkRate rate;
  private final Map<String, Long> refused = new TreeMap<>();
  private long accepted;

  private ShareTally(Instant since, Optional<ShareTally> total) {
    this.total = total;
    this.rate = new WorkRate(since);
  }

  /** Starts counting at a time. */
  public static ShareTally since(Instant start) {
    return new ShareTally(start, Optional.empty());
  }

  /** A tally whose counts are also counted in this one. */
  public ShareTally part(Instant start) {
    return new ShareTally(start, Optional.of(this));
  }

  /**
   * A share whose hash was right, whatever the pool will say.
   *
   * @param work hashes that such a share takes on average
   */
  public void verified(Instant at, double work) {
    synchronized (this) {
      rate.add(at, work);
    }
    total.ifPresent(whole -> whole.verified(at, work));
  }

  /** The pool took a share. */
  public void accepted() {
    synchronized (this) {
      accepted++;
    }
    total.ifPresent(ShareTally::accepted);
  }

  /**
   * A share was not taken.
   *
   * @param reason one of a small set of words, as statistics show it
   */
  public void refused(String reason) {
    synchronized (this) {
      refused.merge(reason, 1L, Long::sum);
    }
    total.ifPresent(whole -> whole.refused(reason));
  }

  /** The counts at this time. */
  public synchronized Counts counts(Instant now) {
    return new Counts(accepted, Map.copyOf(refused), rate.at(now));
  }

  /**
   * A snapshot.
   *
   * @param accepted shares the pool took
   * @param refused all others by reason
   * @param verifiedHashRate hashes a second over the last ten minutes
   */
  public record Counts(long accepted, Map<String, Long> refused, double verifiedHashRate) {
    /** All shares that were not taken. */
    public long rejected() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
