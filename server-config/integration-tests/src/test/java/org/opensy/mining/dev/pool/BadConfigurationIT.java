package org.opensy.mining.dev.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.stack.PayaraServer;
import org.opensy.mining.dev.stack.TestPool;

/** A pool that could not work does not start, and says everything that is wrong at once. */
class BadConfigurationIT {
  private static final String MAIN_ADDRESS = "syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx";

  @Test
  void oneMessageNamesEveryProblem() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestPool pool =
            TestPool.create(
                "BadConfigurationIT",
                Map.of(
                    "pool.node.url",
                    "",
                    "pool.address",
                    MAIN_ADDRESS,
                    "pool.stratum.port",
                    Integer.toString(taken.getLocalPort()),
                    "randomx.library.path",
                    "/nowhere/librandomx.so"))) {
      PayaraServer.Deployment refused = pool.server().tryStart();
      assertThat(refused.success()).isFalse();
      assertThat(refused.message())
          .contains("pool.node.url: is missing")
          .contains("pool.address", MAIN_ADDRESS)
          .contains("pool.stratum.port", Integer.toString(taken.getLocalPort()))
          .contains("randomx.library.path", "/nowhere/librandomx.so");
    }
  }

  @Test
  void aLoginThatTheDatabaseRefusesIsNotWaitedFor() {
    try (TestPool pool =
        TestPool.create("BadConfigurationIT-login", Map.of("pool.db.user", "nobody"))) {
      PayaraServer.Deployment refused = pool.server().tryStart();
      assertThat(refused.success()).isFalse();
      assertThat(refused.message()).contains("nobody");
    }
  }
}
