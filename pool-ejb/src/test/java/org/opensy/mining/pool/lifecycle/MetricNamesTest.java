package org.opensy.mining.pool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.block.BlockCounters;
import org.opensy.mining.pool.live.LiveCounters;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.protection.BanCounters;
import org.opensy.mining.pool.stratum.ShareCounters;
import org.opensy.mining.pool.treasury.MoneyMetrics;

/** Dashboards and alerts live on these names and tags. */
class MetricNamesTest {
  @Test
  void everyMetricHasTheNameAndTagsThatOperatorsKnow() throws IOException {
    CountedMetrics metrics = new CountedMetrics();
    new ShareCounters(metrics, null, null);
    new LiveCounters(metrics);
    new BlockCounters(metrics);
    new BanCounters(metrics).announce(() -> 0);
    // No gauge is read here, so nothing need stand behind them.
    new MoneyMetrics(metrics, null, null).register();
    new PoolMetrics(metrics, null, null, null, null, null, null).register();

    List<String> names = new ArrayList<>();
    metrics.counters().forEach(name -> names.add("counter " + name));
    metrics.gauges().forEach(name -> names.add("gauge " + name));
    assertThat(names).containsExactlyInAnyOrderElementsOf(known());
  }

  private static List<String> known() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                MetricNamesTest.class.getResourceAsStream("/metric-names.txt"),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
