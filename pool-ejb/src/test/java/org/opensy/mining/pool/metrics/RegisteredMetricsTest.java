package org.opensy.mining.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class RegisteredMetricsTest {
  private final List<String> announced = new ArrayList<>();
  private final Metrics metrics =
      new RegisteredMetrics(
          (MetricRegistry)
              Proxy.newProxyInstance(
                  MetricRegistry.class.getClassLoader(),
                  new Class<?>[] {MetricRegistry.class},
                  (registry, method, arguments) -> {
                    Metadata metadata = (Metadata) arguments[0];
                    announced.add(metadata.getName() + ": " + metadata.getDescription());
                    return null;
                  }));

  @Test
  void eachMetricSaysWhetherItIsThisInstancesOrTheWholePools() {
    metrics.counter("shares_accepted", "Shares that were accepted");
    metrics.gauge("stratum_miners", "Miners that are logged in", () -> 1);
    metrics.poolGauge("bans", "Bans in force", () -> 1);
    assertThat(announced)
        .containsExactly(
            "opensy_pool_shares_accepted: Shares that were accepted (this instance, since its start)",
            "opensy_pool_stratum_miners: Miners that are logged in (this instance)",
            "opensy_pool_bans: Bans in force (whole pool)");
  }
}
