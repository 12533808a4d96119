package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.stratum.protocol.Difficulty;

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
    assertThat(config.stratum().ports())
        .containsExactly(new StratumPort(3333, RewardScheme.PPLNS, Difficulty.of(1000)));
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
    "pool.stratum.port, '3333,'",
    "pool.stratum.port, '3333,3334,3333'",
    "pool.stratum.scheme, ppls",
    "pool.stratum.port.3333.scheme, none",
    "pool.stratum.port.3333.difficulty, 0",
    "pool.reward.fee, 100.01",
    "pool.reward.fee, 0.755",
    "pool.reward.fee, -1",
    "pool.reward.pplns-window, 0",
    "pool.reward.pplns-window, 1.00001",
    "pool.reward.pplns-window, two",
    "pool.reward.fee-free, syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z",
    "pool.reward.operator-address, nobody",
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
  void aPortHasItsOwnSchemeAndDifficultyWhenItsKeysSaySo() {
    PoolConfig config =
        PoolConfig.read(
            MapConfig.usable()
                .with("pool.stratum.port", "3333, 3334")
                .with("pool.stratum.scheme", "prop")
                .with("pool.stratum.port.3334.scheme", "Solo")
                .with("pool.stratum.port.3334.difficulty", "7"));
    assertThat(config.stratum().port(3333))
        .isEqualTo(new StratumPort(3333, RewardScheme.PROP, Difficulty.of(1000)));
    assertThat(config.stratum().port(3334))
        .isEqualTo(new StratumPort(3334, RewardScheme.SOLO, Difficulty.of(7)));
    assertThat(config.stratum().hostAndPorts()).isEqualTo("127.0.0.1:[3333, 3334]");
  }

  @Test
  void readsTheTermsOfRewardsExactly() {
    String address = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";
    RewardSettings standard = PoolConfig.read(MapConfig.usable()).reward();
    RewardSettings own =
        PoolConfig.read(
                MapConfig.usable()
                    .with("pool.reward.fee", "0.75")
                    .with("pool.reward.pplns-window", "1.5")
                    .with("pool.reward.fee-free", address.toUpperCase(Locale.ROOT))
                    .with("pool.reward.operator-address", address))
            .reward();
    assertThat(standard.terms(RewardScheme.PPS))
        .isEqualTo(new RewardTerms(RewardScheme.PPS, new BasisPoints(100), BigDecimal.valueOf(2)));
    assertThat(standard.feeOf(address)).isEqualTo(new BasisPoints(100));
    assertThat(standard.operatorAddress()).isEmpty();
    assertThat(own.terms(RewardScheme.PPLNS))
        .isEqualTo(new RewardTerms(RewardScheme.PPLNS, new BasisPoints(75), new BigDecimal("1.5")));
    assertThat(own.feeOf(address)).isEqualTo(BasisPoints.ZERO);
    assertThat(own.operatorAddress()).hasToString("Optional[" + address + "]");
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
