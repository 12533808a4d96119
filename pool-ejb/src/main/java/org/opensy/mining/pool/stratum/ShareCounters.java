package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.history.RejectedShares;
import org.opensy.mining.pool.live.ShareSamples;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;

/**
 * Shares since the start of this instance; the same counters are scraped as metrics. Those that
 * were refused are told to the history as well, and some of all to who watches. Thread-safe.
 */
@ApplicationScoped
public class ShareCounters {
  private static final Buckets DIFFICULTIES = Buckets.exponential(1000, 2, 24);

  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
  private final RejectedShares history;
  private final ShareSamples samples;
  private final Counter accepted;
  private final Counter work;
  private final Counter unrecorded;
  private final Counter cryptonote;
  private final Counter protocolTests;
  private final Histogram difficulties;

  /** For the container's proxy. */
  protected ShareCounters() {
    history = null;
    samples = null;
    accepted = null;
    work = null;
    unrecorded = null;
    cryptonote = null;
    protocolTests = null;
    difficulties = null;
  }

  /** Announces the counters. */
  @Inject
  public ShareCounters(Metrics metrics, RejectedShares history, ShareSamples samples) {
    this.history = history;
    this.samples = samples;
    accepted = metrics.counter("shares_accepted", "Shares that were accepted");
    work = metrics.counter("work", "Expected hashes behind the accepted shares");
    unrecorded =
        metrics.counter("shares_unrecorded", "Valid shares refused: no room, or the disk failed");
    cryptonote = metrics.counter("miners_cryptonote_nonce", "Sessions with the nonce at byte 39");
    protocolTests =
        metrics.counter("shares_protocol_test", "Shares with the nonce at byte 39, not credited");
    for (RejectionReason reason : RejectionReason.values()) {
      Label why = Label.of("reason", reason);
      rejected.put(reason, metrics.counter("shares_rejected", "Shares that were refused", why));
    }
    difficulties =
        metrics.histogram("shares_difficulty", "Difficulties of accepted shares", DIFFICULTIES);
    status(metrics, "valid", accepted::count);
    status(metrics, "stale", () -> count(RejectionReason.STALE));
    status(metrics, "duplicate", () -> count(RejectionReason.DUPLICATE));
    status(metrics, "invalid", this::invalid);
    metrics.counter(
        "invalid_shares", "Refused shares, neither stale nor duplicates", this::invalid);
  }

  private static void status(Metrics metrics, String status, Supplier<Number> count) {
    metrics.counter("shares", "Shares by what became of them", count, new Label("status", status));
  }

  private long count(RejectionReason reason) {
    return rejected.get(reason).count();
  }

  private long invalid() {
    return rejected() - count(RejectionReason.STALE) - count(RejectionReason.DUPLICATE);
  }

  void accepted(Contributor whose, long difficulty) {
    accepted.inc();
    work.inc(difficulty);
    samples.accepted(whose, difficulty);
    difficulties.observe((double) difficulty);
  }

  void rejected(Contributor whose, RejectionReason reason) {
    rejected.get(reason).inc();
    history.count(whose, reason);
    samples.rejected(whose);
  }

  void unrecorded() {
    unrecorded.inc();
  }

  void cryptonoteNonce() {
    cryptonote.inc();
  }

  void protocolTest() {
    protocolTests.inc();
  }

  /** Shares that were accepted, blocks included. */
  public long accepted() {
    return accepted.count();
  }

  /** Shares refused for any reason. */
  public long rejected() {
    return rejected.values().stream().mapToLong(Counter::count).sum();
  }
}
