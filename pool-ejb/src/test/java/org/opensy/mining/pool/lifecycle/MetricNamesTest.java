package org.opensy.mining.pool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opensy.mining.metrics.MetricHead;
import org.opensy.mining.pool.block.BlockCounters;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.live.LiveCounters;
import org.opensy.mining.pool.metrics.RegisteredMetrics;
import org.opensy.mining.pool.node.RpcTimes;
import org.opensy.mining.pool.protection.BanCounters;
import org.opensy.mining.pool.stratum.PoolAdmission;
import org.opensy.mining.pool.stratum.ShareCounters;
import org.opensy.mining.pool.treasury.MoneyMetrics;
import org.opensy.mining.pool.work.PoolHasher;

/** Dashboards and alerts live on these names; docs/metrics.md is where operators read them. */
class MetricNamesTest {
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final Pattern ROW =
      Pattern.compile("^\\| `opensy_pool_(\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);

  @Test
  void everyMetricIsDocumentedWithItsType() throws IOException {
    RegisteredMetrics metrics = new RegisteredMetrics();
    new ShareCounters(metrics, null, null);
    new BlockCounters(metrics);
    new BanCounters(metrics).announce(() -> 0);
    new RpcTimes(metrics);
    // No value is read here, so nothing need stand behind them.
    new MoneyMetrics(metrics, null).register();
    new FigureMetrics(metrics, null, null, null, null).register();
    new PoolMetrics(metrics, null, null, null, null, null, null, new LiveCounters(metrics))
        .register();
    new ResourceMetrics(
            metrics, new PoolAdmission() {}, new PoolHasher() {}, new RedisLink() {}, () -> NOW)
        .register();
    List<String> announced =
        metrics.announced().keySet().stream().map(MetricNamesTest::nameAndType).toList();
    assertThat(documented()).containsAll(announced);
  }

  private static String nameAndType(MetricHead head) {
    return head.name().substring("opensy_pool_".length()) + " " + head.type().word();
  }

  private static List<String> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
        .results()
        .map(row -> row.group(1) + " " + row.group(2))
        .toList();
  }
}
