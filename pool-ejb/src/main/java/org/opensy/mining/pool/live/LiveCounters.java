package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.live.LiveSink.Transport;
import org.opensy.mining.pool.metrics.Metrics;

/** What becomes of live events and their clients, as metrics. Thread-safe. */
@ApplicationScoped
public class LiveCounters {
  private final Map<Transport, AtomicInteger> clients = new EnumMap<>(Transport.class);
  private final Map<Transport, Counter> sent = new EnumMap<>(Transport.class);
  private final Map<LiveEnd, Counter> ended = new EnumMap<>(LiveEnd.class);
  private final Map<LiveRefusal, Counter> refused = new EnumMap<>(LiveRefusal.class);
  private final Counter conflated;
  private final Counter lost;

  /** For the container's proxy. */
  protected LiveCounters() {
    conflated = null;
    lost = null;
  }

  /** Announces them. */
  @Inject
  public LiveCounters(Metrics metrics) {
    for (Transport transport : Transport.values()) {
      Label by = Label.of("transport", transport);
      AtomicInteger now = new AtomicInteger();
      clients.put(transport, now);
      metrics.gauge("live_clients", "Clients that listen to live events", now::get, by);
      sent.put(transport, metrics.counter("live_events_sent", "Live events sent to clients", by));
    }
    for (LiveEnd end : LiveEnd.values()) {
      ended.put(
          end,
          metrics.counter(
              "live_clients_ended",
              "Clients of live events that left or were sent away",
              Label.of("reason", end)));
    }
    for (LiveRefusal refusal : LiveRefusal.values()) {
      refused.put(
          refusal,
          metrics.counter(
              "live_refused",
              "Clients of live events that were not let in",
              Label.of("reason", refusal)));
    }
    conflated = dropped(metrics, "newer");
    lost = dropped(metrics, "client_ended");
  }

  private static Counter dropped(Metrics metrics, String reason) {
    return metrics.counter(
        "live_events_dropped",
        "Live events that waited for a client and were never sent",
        new Label("reason", reason));
  }

  /**
   * The first call has the container make this, which announces them: not only the first client.
   */
  public void announce() {
    // Nothing more: the constructor has.
  }

  void joined(Transport transport) {
    clients.get(transport).incrementAndGet();
  }

  void left(Transport transport, LiveEnd why) {
    clients.get(transport).decrementAndGet();
    ended.get(why).inc();
  }

  void sent(Transport transport) {
    sent.get(transport).inc();
  }

  void conflated() {
    conflated.inc();
  }

  void lost(int events) {
    lost.inc(events);
  }

  void refused(LiveRefusal why) {
    refused.get(why).inc();
  }
}
