package org.opensy.mining.dev.coopmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.stack.PayaraMicro;

/**
 * A coordinator or worker that could not work does not start, and says all that is wrong at once.
 */
class BadSettingsIT {
  private final MicroCluster cluster = new MicroCluster("BadSettingsIT");

  @Test
  void oneMessageNamesEveryBadKeyOfTheCoordinator() {
    try (PayaraMicro bad =
        cluster.coordinator(
            Map.of(
                "coopmine.pool.url", "nonsense",
                "coopmine.coordinator.port", "99999",
                "randomx.large-pages", "maybe"))) {
      assertThatThrownBy(bad::start)
          .hasMessageContaining(
              "COOP-1000 the coordinator cannot start: bad configuration:"
                  + " coopmine.pool.url must be stratum+tcp://host:port;"
                  + " coopmine.pool.login is not set;"
                  + " coopmine.coordinator.port must be a whole number from 0 to 65535;"
                  + " coopmine.token is not set;"
                  + " randomx.large-pages must be auto or off");
      assertThat(bad.isAlive()).isFalse();
    }
  }

  @Test
  void oneMessageNamesEveryBadKeyOfTheWorker() {
    try (PayaraMicro bad =
        cluster.worker(
            "bad name",
            Map.of("coopmine.coordinator.address", "nowhere", "coopmine.worker.threads", "0"))) {
      assertThatThrownBy(bad::start)
          .hasMessageContaining(
              "COOP-3000 the worker cannot start: bad configuration:"
                  + " coopmine.coordinator.address must be host:port;"
                  + " coopmine.token is not set;"
                  + " coopmine.worker.name must be 1 to 64 of A-Z a-z 0-9 . _ -;"
                  + " coopmine.worker.threads must be a whole number from 1 to 4096");
      assertThat(bad.isAlive()).isFalse();
    }
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PayaraMicro bad =
            cluster.coordinator(
                Map.of(
                    "coopmine.pool.url", "stratum+tcp://127.0.0.1:1",
                    "coopmine.pool.login", "nobody",
                    "coopmine.coordinator.port", Integer.toString(taken.getLocalPort()),
                    "coopmine.token", "only-for-this-test"))) {
      assertThatThrownBy(bad::start)
          .hasMessageContaining("COOP-1000 the coordinator cannot start:")
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
      assertThat(bad.isAlive()).isFalse();
    }
  }
}
