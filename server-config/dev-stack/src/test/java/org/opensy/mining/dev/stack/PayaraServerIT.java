package org.opensy.mining.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayaraServerIT {
  private final StackPaths paths = StackPaths.fromSystemProperties();
  private final Path work = TestPaths.fresh(PayaraServerIT.class);

  @Test
  void archiveIsServedOnLoopbackAndARefusalIsAnAnswer() throws Exception {
    PayaraDistribution distribution =
        PayaraDistribution.provision(paths.payaraZip(), paths.cache());
    PayaraServer.Settings settings =
        new PayaraServer.Settings(Ports.free(), Ports.free(), Ports.free(), 512, Map.of());
    try (PayaraServer server = new PayaraServer(distribution, work.resolve("payara"), settings)) {
      server.start();
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(server.passwordFile())))
          .isEqualTo("rw-------");

      PayaraServer.Deployment refused = server.deploy(work.resolve("missing.war"), "missing");
      assertThat(refused.success()).isFalse();
      assertThat(refused.message()).contains("missing.war");

      PayaraServer.Deployment deployed =
          server.deploy(Wars.with(work.resolve("page.war"), "index.html", "it works"), "page");
      assertThat(deployed.success()).as(deployed.message()).isTrue();
      assertThat(Http.get(server.httpPort(), "/page/index.html")).isEqualTo("it works");

      ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
      server.stop();
      assertThat(process.isAlive()).isFalse();
      assertThat(Ports.isFree(server.httpPort())).isTrue();
    }
  }
}
