package org.opensy.mining.coopmine.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.settings.BadSettingsException;

class WorkerSettingsTest {
  private static WorkerSettings read(Map<String, String> keys) {
    return WorkerSettings.read(key -> Optional.ofNullable(keys.get(key)));
  }

  @Test
  void needsNothingButTheToken() {
    WorkerSettings settings = read(Map.of("coopmine.token", "sixteen-letters!"));
    assertThat(settings.coordinator()).isEqualTo("127.0.0.1:3334");
    assertThat(settings.randomX().mode()).isEqualTo(RandomXMode.AUTO);
    assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.name()).isNotEmpty();
    assertThat(settings.toString()).doesNotContain("sixteen");
  }

  @Test
  void namesEveryBadKeyAtOnce() {
    Map<String, String> keys = new HashMap<>();
    keys.put("coopmine.coordinator.address", "no-port");
    keys.put("coopmine.worker.name", "has blanks");
    keys.put("coopmine.worker.threads", "0");
    keys.put("randomx.mode", "fast");
    keys.put("randomx.secure-jit", "yes");
    assertThatThrownBy(() -> read(keys))
        .isInstanceOf(BadSettingsException.class)
        .hasMessage(
            "bad configuration: coopmine.coordinator.address must be host:port;"
                + " coopmine.token is not set;"
                + " coopmine.worker.name must be 1 to 64 of A-Z a-z 0-9 . _ -;"
                + " coopmine.worker.threads must be a whole number from 1 to 4096;"
                + " randomx.mode must be auto, light or full;"
                + " randomx.secure-jit must be true or false");
  }

  @Test
  void takesNamesAndBracketedAddressesOfCoordinators() {
    for (String address : new String[] {"coordinator:3334", "10.0.0.1:1", "[::1]:65535"}) {
      Map<String, String> keys =
          Map.of("coopmine.token", "sixteen-letters!", "coopmine.coordinator.address", address);
      assertThat(read(keys).coordinator()).isEqualTo(address);
    }
  }
}
