package org.opensy.mining.stratum.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.opensy.mining.stratum.api.StratumEvent;

/** What the ports of one activation count. Thread-safe. */
final class Counters {
  final AtomicInteger sessions = new AtomicInteger();
  private final Map<StratumEvent, LongAdder> counts = new EnumMap<>(StratumEvent.class);

  Counters() {
    for (StratumEvent event : StratumEvent.values()) {
      counts.put(event, new LongAdder());
    }
  }

  void count(StratumEvent event) {
    counts.get(event).increment();
  }

  Map<StratumEvent, Long> snapshot() {
    Map<StratumEvent, Long> sums = new EnumMap<>(StratumEvent.class);
    counts.forEach((event, count) -> sums.put(event, count.sum()));
    return sums;
  }
}
