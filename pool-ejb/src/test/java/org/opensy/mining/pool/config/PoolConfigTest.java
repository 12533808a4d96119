package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Network;

class PoolConfigTest {
  private static final String MAIN_ADDRESS = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";

  @Test
  void readsTypedValuesWhenEverythingIsThere() {
    PoolConfig config =
        PoolConfig.read(
            MapConfig.usable().with("pool.node.url", "http://127.0.0.1:1, http://[::1]:2"));
    assertThat(config.chain().network()).isEqualTo(Network.REGTEST);
    assertThat(config.node().nodes())
        .extracting(NodeAddress::name)
        .containsExactly("127.0.0.1:1", "[::1]:2");
    assertThat(config.stratum().listen().getPort()).isEqualTo(3333);
    assertThat(config.storage().shares().retentionDays()).isEqualTo(30);
    assertThat(config.verification().libraryPath()).isEmpty();
  }

  @Test
  void namesEveryBadKeyAtOnceWhenSeveralAreWrong() {
    MapConfig config =
        MapConfig.usable()
            .without("pool.node.url")
            .with("pool.address", MAIN_ADDRESS)
            .with("pool.stratum.port", "70000")
            .with("pool.shares.retention-days", "soon")
            .with("randomx.mode", "turbo");
    ConfigProblems problems = problemsOf(config);
    assertThat(problems.problems())
        .extracting(ConfigProblem::key)
        .containsExactlyInAnyOrder(
            "pool.node.url",
            "pool.address",
            "pool.stratum.port",
            "pool.shares.retention-days",
            "randomx.mode");
    assertThat(problems.getMessage().lines()).hasSize(6);
    assertThat(problems).hasMessageContaining("regtest").hasMessageContaining(MAIN_ADDRESS);
  }

  @Test
  void neverPrintsASecretWhenSomethingIsWrong() {
    ConfigProblems problems =
        problemsOf(
            MapConfig.usable()
                .without("pool.node.user")
                .with("pool.redis.password", "topsecret")
                .with("pool.db.url", "jdbc:mysql://x?password=pw123")
                .with("pool.node.url", "http://u:pw456@127.0.0.1:1")
                .with("pool.redis.url", "redis://:pw789@127.0.0.1:1"));
    assertThat(problems.getMessage())
        .doesNotContain("hunter2", "hunter3", "topsecret", "pw123", "pw456", "pw789");
    assertThat(problems.problems()).hasSize(4);
  }

  @Test
  void configurationDoesNotShowItsSecrets() {
    PoolConfig config = PoolConfig.read(MapConfig.usable().with("pool.redis.password", "secret1"));
    assertThat(config.toString()).doesNotContain("hunter2", "hunter3", "secret1");
  }

  @ParameterizedTest
  @CsvSource({
    "pool.network, mainnet",
    "pool.node.url, 127.0.0.1:18443",
    "pool.node.url, http://127.0.0.1",
    "pool.node.url, 'http://127.0.0.1:1,,http://127.0.0.1:2'",
    "pool.node.read-timeout, 0",
    "pool.node.read-timeout, NaN",
    "pool.node.cookie-file, /var/lib/node/.cookie",
    "pool.stratum.difficulty, 0",
    "pool.stratum.difficulty, -5",
    "pool.stratum.bind-address, 'no such host'",
    "pool.redis.url, http://127.0.0.1:6379",
    "randomx.large-pages, on",
    "randomx.secure-jit, yes"
  })
  void namesTheKeyWhenItsValueIsBad(String key, String value) {
    assertThat(problemsOf(MapConfig.usable().with(key, value)).problems())
        .extracting(ConfigProblem::key)
        .containsExactly(key);
  }

  @Test
  void acceptsACookieFileInPlaceOfThePassword() {
    PoolConfig config =
        PoolConfig.read(
            MapConfig.usable()
                .without("pool.node.user")
                .without("pool.node.password")
                .with("pool.node.cookie-file", "/n/.cookie"));
    assertThat(config.node().nodes().get(0).login())
        .isEqualTo(new NodeLogin.CookieFile(Path.of("/n/.cookie")));
  }

  @Test
  void documentationNamesEveryKeyWithItsDefault() throws Exception {
    String table = Files.readString(Path.of("../docs/configuration.md"));
    MapConfig defaults = MapConfig.defaults();
    assertThat(MapConfig.usable().keys())
        .allSatisfy(key -> assertThat(table).contains("| `" + key + "` |"));
    assertThat(defaults.keys())
        .allSatisfy(
            key ->
                assertThat(table)
                    .contains("| `" + key + "` | `" + defaults.getValue(key, String.class) + "`"));
  }

  private static ConfigProblems problemsOf(MapConfig config) {
    ConfigProblems problems =
        catchThrowableOfType(ConfigProblems.class, () -> PoolConfig.read(config));
    assertThat(problems).isNotNull();
    return problems;
  }
}
