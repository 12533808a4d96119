package org.opensy.mining.metrics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All series of one name. Thread-safe. */
final class Family {
  private static final Logger LOG = System.getLogger(Family.class.getName());

  private final MetricHead head;
  private final Map<List<Label>, Object> series = new ConcurrentHashMap<>();

  Family(MetricHead head) {
    this.head = head;
  }

  /** A value that is read when it is scraped. */
  interface Value extends Supplier<Number> {}

  /** Series that come and go, by their labels. */
  interface Values extends Supplier<Map<List<Label>, ? extends Number>> {}

  MetricHead head() {
    return head;
  }

  <T> T keep(List<Label> labels, Class<T> type, Supplier<T> first) {
    return type.cast(series.computeIfAbsent(labels, absent -> first.get()));
  }

  void replace(List<Label> labels, Object value) {
    series.put(labels, value);
  }

  Set<List<Label>> labels() {
    return Set.copyOf(series.keySet());
  }

  void write(MetricsText text) {
    text.head(head);
    series.forEach((labels, source) -> writeIfKnown(text, labels, source));
  }

  /** What cannot be read, as while the application stops, is left out. */
  private void writeIfKnown(MetricsText text, List<Label> labels, Object source) {
    try {
      write(text, labels, source);
    } catch (RuntimeException unknown) {
      LOG.log(Level.DEBUG, () -> "not scraped: " + head.name(), unknown);
    }
  }

  private void write(MetricsText text, List<Label> labels, Object source) {
    if (source instanceof Counter counter) {
      text.sample(head.name(), labels, counter.count());
    } else if (source instanceof Histogram histogram) {
      text.histogram(head.name(), labels, histogram);
    } else if (source instanceof Value value) {
      text.sample(head.name(), labels, value.get());
    } else if (source instanceof Values values) {
      values.get().forEach((several, value) -> text.sample(head.name(), several, value));
    }
  }
}
