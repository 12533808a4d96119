package org.opensy.mining.pool.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts without a registry, and knows what was announced. Not thread-safe but for the counters.
 */
public final class CountedMetrics implements Metrics {
  private final Map<String, Count> counters = new TreeMap<>();
  private final Set<String> gauges = new TreeSet<>();

  @Override
  public Counter counter(String name, String description, Tag... tags) {
    return counters.computeIfAbsent(id(name, tags), id -> new Count());
  }

  @Override
  public void gauge(String name, String description, Supplier<Number> value, Tag... tags) {
    gauges.add(id(name, tags));
  }

  @Override
  public void poolGauge(String name, String description, Supplier<Number> value, Tag... tags) {
    gauge(name, description, value, tags);
  }

  /** How far a counter is. */
  public long count(String name, Tag... tags) {
    return counters.get(id(name, tags)).getCount();
  }

  /** Each counter's name and tags. */
  public Set<String> counters() {
    return counters.keySet();
  }

  /** Each gauge's name and tags. */
  public Set<String> gauges() {
    return gauges;
  }

  private static String id(String name, Tag... tags) {
    StringBuilder id = new StringBuilder(name);
    Arrays.stream(tags)
        .forEach(
            tag -> id.append(' ').append(tag.getTagName()).append('=').append(tag.getTagValue()));
    return id.toString();
  }

  private static final class Count implements Counter {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void inc() {
      count.incrementAndGet();
    }

    @Override
    public void inc(long n) {
      count.addAndGet(n);
    }

    @Override
    public long getCount() {
      return count.get();
    }
  }
}
