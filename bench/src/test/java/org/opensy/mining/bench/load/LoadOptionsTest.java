package org.opensy.mining.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {
  @Test
  void whatIsGivenIsTakenAndTheRestHasDefaults() {
    LoadOptions options =
        parse("--connections 10000 --rate 0.5 --verify --xmrig-proxy /usr/bin/xmrig-proxy");
    assertThat(options.connections()).isEqualTo(10_000);
    assertThat(options.rate()).isEqualTo(0.5);
    assertThat(options.verify()).isTrue();
    assertThat(options.xmrigProxy()).contains(Path.of("/usr/bin/xmrig-proxy"));
    assertThat(options.host()).isEmpty();
    assertThat(options.seconds()).isEqualTo(20);
  }

  @Test
  void anotherPortIsNamedByHostAndPort() {
    LoadOptions options = parse("--host pool.example --port 3334 --tls --login me.rig");
    assertThat(options.host()).contains("pool.example");
    assertThat(options.port()).isEqualTo(3334);
    assertThat(options.tls()).isTrue();
    assertThat(options.login()).isEqualTo("me.rig");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--what",
        "--port",
        "--port 0",
        "--port 65536",
        "--connections many",
        "--rate -1",
        "--tls",
        "--host a --xmrig-proxy b"
      })
  void whatCannotBeMeantIsExplained(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--connections C");
  }

  private static LoadOptions parse(String line) {
    return LoadOptions.parse(line.split(" ", -1));
  }
}
