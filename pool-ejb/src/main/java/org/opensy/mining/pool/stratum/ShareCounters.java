package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.pool.share.RejectionReason;

/**
 * Shares since the start of this instance; the same counters are scraped as metrics. Thread-safe.
 */
@ApplicationScoped
public class ShareCounters {
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
  private Counter accepted;
  private Counter work;
  private Counter unrecorded;
  private Counter cryptonote;
  private Counter protocolTests;

  /** For the container's proxy. */
  protected ShareCounters() {}

  @Inject
  ShareCounters(MetricRegistry registry) {
    accepted = counter(registry, "shares_accepted", "Shares that were accepted");
    work = counter(registry, "work", "Expected hashes behind the accepted shares");
    unrecorded =
        counter(registry, "shares_unrecorded", "Valid shares refused: no room, or the disk failed");
    cryptonote = counter(registry, "miners_cryptonote_nonce", "Sessions with the nonce at byte 39");
    protocolTests =
        counter(registry, "shares_protocol_test", "Shares with the nonce at byte 39, not credited");
    for (RejectionReason reason : RejectionReason.values()) {
      Tag tag = new Tag("reason", reason.name().toLowerCase(Locale.ROOT));
      rejected.put(reason, counter(registry, "shares_rejected", "Shares that were refused", tag));
    }
  }

  private static Counter counter(
      MetricRegistry registry, String name, String description, Tag... tags) {
    Metadata metadata =
        Metadata.builder().withName(PoolMetrics.PREFIX + name).withDescription(description).build();
    return registry.counter(metadata, tags);
  }

  void accepted(long difficulty) {
    accepted.inc();
    work.inc(difficulty);
  }

  void rejected(RejectionReason reason) {
    rejected.get(reason).inc();
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
    return accepted.getCount();
  }

  /** Shares refused for any reason. */
  public long rejected() {
    return rejected.values().stream().mapToLong(Counter::getCount).sum();
  }
}
