package org.opensy.mining.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the shares. Thread-safe. */
final class Tally {
  private static final int MAX_KINDS = 20;

  private final Samples latencies = new Samples();
  private final LongAdder accepted = new LongAdder();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  /** A share was accepted. */
  void accepted() {
    accepted.increment();
  }

  /** A share, or anything else, was refused; only so many texts are told apart. */
  void refused(String why) {
    String kind = refused.size() < MAX_KINDS || refused.containsKey(why) ? why : "other";
    refused.computeIfAbsent(kind, text -> new LongAdder()).increment();
  }

  /** From the writing of shares to the reading of their answers. */
  Samples latencies() {
    return latencies;
  }

  long acceptedCount() {
    return accepted.sum();
  }

  /** How often each text came. */
  Map<String, Long> refusals() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }
}
