package org.opensy.mining.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PayaraServerIT {
  private final StackPaths paths = StackPaths.fromSystemProperties();
  private final Path work = TestPaths.fresh(PayaraServerIT.class);

  @Test
  void archiveIsServedOnLoopbackAndARefusalIsAnAnswer() throws Exception {
    PayaraDistribution distribution =
        PayaraDistribution.provision(paths.payaraZip(), paths.cache());
    PayaraServer.Settings settings =
        new PayaraServer.Settings(Ports.free(), Ports.free(), 512, Map.of());
    try (PayaraServer server = new PayaraServer(distribution, work.resolve("payara"), settings)) {
      server.start();
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(server.passwordFile())))
          .isEqualTo("rw-------");

      PayaraServer.Deployment refused = server.deploy(work.resolve("missing.war"), "missing");
      assertThat(refused.success()).isFalse();
      assertThat(refused.message()).contains("missing.war");

      PayaraServer.Deployment deployed = server.deploy(page(work.resolve("page.war")), "page");
      assertThat(deployed.success()).as(deployed.message()).isTrue();
      assertThat(get(server, "/page/index.html")).isEqualTo("it works");

      ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
      server.stop();
      assertThat(process.isAlive()).isFalse();
      assertThat(Ports.isFree(server.httpPort())).isTrue();
    }
  }

  private static String get(PayaraServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Path page(Path war) throws IOException {
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write("it works".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return war;
  }
}
