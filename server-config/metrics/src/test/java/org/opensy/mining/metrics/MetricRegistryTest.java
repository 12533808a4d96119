package org.opensy.mining.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
  private final MetricRegistry registry = new MetricRegistry("pool_");

  @Test
  void eachMetricHasItsHelpItsTypeAndItsSeries() {
    registry.counter("shares_total", "Shares", new Label("status", "valid")).inc(3);
    registry.counter("events_total", "Counted elsewhere", () -> 7);
    registry.gauge("height", "Height of the block", () -> 0.5);
    assertThat(registry.scrape().toString())
        .isEqualTo(
            """
            # HELP pool_events_total Counted elsewhere
            # TYPE pool_events_total counter
            pool_events_total 7
            # HELP pool_height Height of the block
            # TYPE pool_height gauge
            pool_height 0.5
            # HELP pool_shares_total Shares
            # TYPE pool_shares_total counter
            pool_shares_total{status="valid"} 3
            """);
  }

  @Test
  void theBucketsOfAHistogramCountWhatIsAtMostAsLarge() {
    Histogram histogram =
        registry.histogram(
            "call_seconds", "Calls", Buckets.exponential(0.5, 2, 2), new Label("method", "a"));
    for (double value : new double[] {0.1, 0.5, 0.75, 3}) {
      histogram.observe(value);
    }
    assertThat(registry.scrape().toString())
        .isEqualTo(
            """
            # HELP pool_call_seconds Calls
            # TYPE pool_call_seconds histogram
            pool_call_seconds_bucket{method="a",le="0.5"} 2
            pool_call_seconds_bucket{method="a",le="1"} 3
            pool_call_seconds_bucket{method="a",le="+Inf"} 4
            pool_call_seconds_sum{method="a"} 4.35
            pool_call_seconds_count{method="a"} 4
            """);
  }

  @Test
  void nanosecondsAreScrapedAsSeconds() {
    Histogram histogram = registry.histogram("call_seconds", "Calls", Buckets.CALLS);
    histogram.observeNanos(250_000_000);
    assertThat(registry.scrape().toString()).contains("pool_call_seconds_sum 0.25\n");
  }

  @Test
  void whatIsNotKnownIsLeftOutAndSoIsWhatCannotBeRead() {
    registry.gauge("unknown", "Nobody knows", () -> null);
    registry.gauge(
        "failing",
        "Throws",
        () -> {
          throw new IllegalStateException("stopping");
        });
    registry.gauge("known", "Somebody knows", () -> 1);
    assertThat(registry.scrape().toString().lines().filter(line -> !line.startsWith("#")))
        .containsExactly("pool_known 1");
  }

  @Test
  void seriesComeAndGoWithTheirValues() {
    registry.gauges(
        "miner_hashrate", "By miner", () -> Map.of(List.of(new Label("address", "a\"\\\n")), 12.0));
    assertThat(registry.scrape().toString())
        .endsWith("pool_miner_hashrate{address=\"a\\\"\\\\\\n\"} 12\n");
  }

  @Test
  void largeNumbersAreScrapedAsDoublesAreWritten() {
    registry.gauge("difficulty", "Hashes", () -> 1e300);
    registry.gauge("most", "No bound", () -> Double.POSITIVE_INFINITY);
    assertThat(registry.scrape().toString()).contains("pool_difficulty 1.0E300", "pool_most +Inf");
  }

  @Test
  void whoAnnouncesTheSameCounterGetsTheSameOne() {
    registry.counter("x_total", "X").inc();
    assertThat(registry.counter("x_total", "X").count()).isOne();
    assertThatThrownBy(() -> registry.gauge("x_total", "X", () -> 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noCountIsLostBetweenThreads() {
    Histogram histogram = registry.histogram("h", "H", Buckets.CALLS);
    CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(
                    thread ->
                        CompletableFuture.runAsync(
                            () -> IntStream.range(0, 1000).forEach(histogram::observe)))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(histogram.count()).isEqualTo(4000);
  }

  @Test
  void namesOfLabelsAreThoseThatPrometheusKnows() {
    assertThatThrownBy(() -> new Label("a-b", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Label.of("type", MetricType.GAUGE)).isEqualTo(new Label("type", "gauge"));
  }
}
