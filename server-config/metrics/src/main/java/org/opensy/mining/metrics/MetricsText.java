package org.opensy.mining.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that Prometheus reads: its exposition format, version 0.0.4. Not thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
public final class MetricsText {
  /** Of an answer with this text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Doubles hold all whole numbers up to here. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private final StringBuilder text = new StringBuilder();

  void head(MetricHead head) {
    text.append("# HELP ").append(head.name()).append(' ');
    text.append(head.help().replace("\\", "\\\\").replace("\n", "\\n"));
    text.append("\n# TYPE ").append(head.name()).append(' ').append(head.type().word());
    text.append('\n');
  }

  /** One line; none if the value is null, for it is not known. */
  void sample(String name, List<Label> labels, Number value) {
    if (value == null) {
      return;
    }
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          labels.stream().map(MetricsText::label).collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(value)).append('\n');
  }

  void histogram(String name, List<Label> labels, Histogram histogram) {
    long[] upTo = histogram.upTo();
    Buckets buckets = histogram.buckets();
    for (int i = 0; i < buckets.count(); i++) {
      bucket(name, labels, number(buckets.bound(i)), upTo[i]);
    }
    long all = upTo[buckets.count()];
    bucket(name, labels, "+Inf", all);
    sample(name + "_sum", labels, histogram.sum());
    sample(name + "_count", labels, all);
  }

  private void bucket(String name, List<Label> labels, String bound, long upTo) {
    List<Label> all = new ArrayList<>(labels);
    all.add(new Label("le", bound));
    sample(name + "_bucket", all, upTo);
  }

  private static String label(Label label) {
    String value = label.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return label.name() + "=\"" + value + "\"";
  }

  private static String number(Number value) {
    double number = value.doubleValue();
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
