package org.opensy.mining.coopmine.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.pool.PoolAddress;
import org.opensy.mining.settings.BadSettingsException;

class CoordinatorSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "coopmine.pool.url", "stratum+tcp://pool.example:3333",
          "coopmine.pool.login", "an-address",
          "coopmine.token", "sixteen-letters!");

  private static CoordinatorSettings read(Map<String, String> keys) {
    return CoordinatorSettings.read(key -> Optional.ofNullable(keys.get(key)));
  }

  @Test
  void needsThreeKeysAndListensOnTheLoopbackOnly() {
    CoordinatorSettings settings = read(LEAST);
    assertThat(settings.account().address()).isEqualTo(new PoolAddress("pool.example", 3333));
    assertThat(settings.account().password()).isEqualTo("x");
    assertThat(settings.listen().address().getAddress().isLoopbackAddress()).isTrue();
    assertThat(settings.listen().address().getPort()).isEqualTo(3334);
    assertThat(settings.listen().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void namesEveryBadKeyAtOnceAndNoSecret() {
    Map<String, String> keys = new HashMap<>();
    keys.put("coopmine.pool.url", "http://pool");
    keys.put("coopmine.token", "short");
    keys.put("coopmine.coordinator.port", "70000");
    keys.put("coopmine.coordinator.max-workers", "many");
    keys.put("randomx.large-pages", "on");
    assertThatThrownBy(() -> read(keys))
        .isInstanceOf(BadSettingsException.class)
        .hasMessage(
            "bad configuration: coopmine.pool.url must be stratum+tcp://host:port;"
                + " coopmine.pool.login is not set;"
                + " coopmine.coordinator.port must be a whole number from 0 to 65535;"
                + " coopmine.coordinator.max-workers must be a whole number from 1 to 10000;"
                + " coopmine.token must have 16 to 256 characters;"
                + " randomx.large-pages must be auto or off");
  }

  @Test
  void showsNeitherPasswordNorToken() {
    Map<String, String> keys = new HashMap<>(LEAST);
    keys.put("coopmine.pool.password", "a-secret");
    assertThat(read(keys).toString()).doesNotContain("a-secret").doesNotContain("sixteen");
  }
}
