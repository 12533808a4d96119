package org.opensy.mining.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.metrics.MetricHead;
import org.opensy.mining.metrics.MetricType;

class RegisteredMetricsTest {
  private final RegisteredMetrics metrics = new RegisteredMetrics();

  @Test
  void whatHasOneValueIsAtTheServersRegistryToo() {
    Map<String, Supplier<Number>> server = new TreeMap<>();
    RegisteredMetrics both =
        new RegisteredMetrics(
            (name, description, value, labels) ->
                server.put(name + labels + ": " + description, value));
    both.counter("a", "Counted", Label.of("kind", MetricType.GAUGE)).inc(3);
    both.poolGauge("b", "Not known", () -> null);
    both.poolGauges("c", "By miner", Map::of);
    both.histogram("d", "Times", Buckets.CALLS);
    assertThat(server.keySet())
        .containsExactly(
            "opensy_pool_a_total[Label[name=kind, value=gauge]]: Counted (this instance, since its"
                + " start)",
            "opensy_pool_b[]: Not known (whole pool)");
    assertThat(server.values()).extracting(Supplier::get).containsExactly(3L, Double.NaN);
  }

  @Test
  void eachMetricSaysWhetherItIsThisInstancesOrTheWholePools() {
    metrics.counter("a", "Counted here");
    metrics.counter("b", "Counted elsewhere", () -> 1);
    metrics.poolCounter("c", "Counted by all", () -> 1);
    metrics.gauge("d", "Here", () -> 1);
    metrics.poolGauge("e", "Everywhere", () -> 1);
    metrics.poolGauges("f", "By miner", Map::of);
    metrics.histogram("g", "Times", Buckets.CALLS);
    assertThat(metrics.announced().keySet())
        .containsExactly(
            new MetricHead(
                "opensy_pool_a_total",
                MetricType.COUNTER,
                "Counted here (this instance, since its start)"),
            new MetricHead(
                "opensy_pool_b_total",
                MetricType.COUNTER,
                "Counted elsewhere (this instance, since its start)"),
            new MetricHead(
                "opensy_pool_c_total", MetricType.COUNTER, "Counted by all (whole pool)"),
            new MetricHead("opensy_pool_d", MetricType.GAUGE, "Here (this instance)"),
            new MetricHead("opensy_pool_e", MetricType.GAUGE, "Everywhere (whole pool)"),
            new MetricHead("opensy_pool_f", MetricType.GAUGE, "By miner (whole pool)"),
            new MetricHead(
                "opensy_pool_g", MetricType.HISTOGRAM, "Times (this instance, since its start)"));
  }
}
