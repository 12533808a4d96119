package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.journal.JournalStatus;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.ledger.ShareWriterStatus;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.StratumStats;

/** Gauges that are read when metrics are scraped. Thread-safe. */
@ApplicationScoped
public class PoolMetrics {
  /** Of every metric of the pool. */
  static final String PREFIX = "opensy_pool_";

  @Inject private MetricRegistry registry;
  @Inject private CurrentWork work;
  @Inject private JobBroadcast listener;
  @Inject private PoolHasher hasher;
  @Inject private TemplateFeed feed;
  @Inject private ShareWriter ledger;

  /** Announces the gauges; called once, at start. */
  void register() {
    gauge("height", "Height of the block that is mined", () -> ofWork(JobTemplate::height));
    gauge(
        "network_difficulty",
        "Hashes expected of a block",
        () -> ofWork(JobTemplate::networkDifficulty));
    gauge(
        "template_transactions",
        "Transactions in the current template",
        () -> ofWork(current -> current.template().transactions().size()));
    gauge(
        "node_trouble", "1 while no fresh work can be had", () -> feed.trouble().isEmpty() ? 0 : 1);
    gauge("randomx_keys", "RandomX keys ready to hash", () -> hasher.report().keys().ready());
    gauge("randomx_datasets", "RandomX keys with a dataset", () -> hasher.report().keys().full());
    ofLedger("waiting", "Accepted shares not yet stored", ShareWriterStatus::waiting);
    ofLedger("written", "Shares stored", ShareWriterStatus::written);
    ofLedger(
        "dropped", "Shares that queue, journal or database refused", ShareWriterStatus::dropped);
    ofJournal("waiting", "Shares and blocks in the journal alone", JournalStatus::waiting);
    ofJournal("bytes", "Size of the journal on disk", JournalStatus::bytes);
    ofJournal("full", "1 while the journal refuses shares: full", now -> now.full() ? 1 : 0);
    ofJournal(
        "failing", "1 while the journal refuses shares: disk fails", now -> now.failing() ? 1 : 0);
    ofJournal("failures", "Times that the journal's disk failed", JournalStatus::failures);
    ofJournal("replayed", "Shares and blocks taken up at the start", JournalStatus::replayed);
    ofListener("connections", "Open Stratum connections", StratumStats::connections);
    ofListener("miners", "Miners that are logged in", StratumStats::sessions);
    ofListener("queue_depth", "Requests that wait for a worker", StratumStats::queueDepth);
    for (StratumEvent event : StratumEvent.values()) {
      Tag tag = new Tag("event", event.name().toLowerCase(Locale.ROOT));
      gauge("stratum_events", "What the listener counts", () -> listener.stats().count(event), tag);
    }
  }

  private Number ofWork(Function<JobTemplate, Number> value) {
    return work.get().map(value).orElse(0);
  }

  private void ofLedger(
      String name, String description, Function<ShareWriterStatus, Number> value) {
    gauge("shares_" + name, description, () -> value.apply(ledger.status()));
  }

  private void ofJournal(String name, String description, Function<JournalStatus, Number> value) {
    gauge("journal_" + name, description, () -> value.apply(ledger.journal()));
  }

  private void ofListener(String name, String description, Function<StratumStats, Number> value) {
    gauge("stratum_" + name, description, () -> value.apply(listener.stats()));
  }

  private void gauge(String name, String description, Supplier<Number> value, Tag... tags) {
    Metadata metadata =
        Metadata.builder().withName(PREFIX + name).withDescription(description).build();
    registry.gauge(metadata, value, tags);
  }
}
