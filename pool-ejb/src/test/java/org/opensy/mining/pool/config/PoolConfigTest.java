package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.vardiff.DifficultyRange;
import org.opensy.mining.settings.SettingProblem;
import org.opensy.mining.stratum.api.PortSettings;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.api.TlsFiles;
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
        .containsExactly(
            new StratumPort(
                3333,
                RewardScheme.PPLNS,
                Difficulty.of(1000),
                range(1, 1_000_000_000_000_000L),
                false,
                false));
    assertThat(config.stratum().listen().ports())
        .containsExactly(PortSettings.plain(loopback(3333)));
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
        .extracting(SettingProblem::key)
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
    "pool.stratum.port.3333.tls, yes",
    "pool.stratum.share-interval, 0",
    "pool.limit.connections, 0",
    "pool.limit.line-bytes, 100",
    "pool.limit.worthless-shares, none",
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
    "pool.redis.url, redis://127.0.0.1:6379/three",
    "pool.redis.url, redis://127.0.0.1:6379/3/4",
    "pool.redis.url, redis://127.0.0.1:6379/-1",
    "pool.redis.url, redis://127.0.0.1:6379/3?db=4",
    "pool.redis.user, opensy",
    "pool.name, 'My Pool'",
    "pool.name, a:b",
    "pool.name, *",
    "pool.ban.enabled, maybe",
    "pool.ban.threshold, 9",
    "pool.ban.half-life, 0",
    "pool.ban.duration, 31536001",
    "pool.ban.longest, 599",
    "pool.ban.allow, 'localhost'",
    "pool.ban.allow, '10.0.0.0/8,'",
    "pool.admin.token, short",
    "pool.auth.key, none",
    "pool.auth.token-minutes, 0",
    "pool.auth.token-minutes, 61",
    "pool.auth.longest-minutes, 14",
    "pool.auth.roles-claim, 'a,,b'",
    "pool.auth.role.admin, ','",
    "mp.jwt.verify.audiences, 'a,'",
    "randomx.large-pages, on",
    "randomx.secure-jit, yes"
  })
  void namesTheKeyWhenItsValueIsBad(String key, String value) {
    assertThat(problemsOf(MapConfig.usable().with(key, value)).problems())
        .extracting(SettingProblem::key)
        .containsExactly(key);
  }

  @Test
  void aForeignIssuerIsNamed() {
    MapConfig foreign =
        MapConfig.usable().with("mp.jwt.verify.publickey.location", "https://id.example/certs");
    assertThat(problemsOf(foreign).problems())
        .extracting(SettingProblem::key)
        .containsExactly("mp.jwt.verify.issuer");
    AuthSettings auth =
        PoolConfig.read(foreign.with("mp.jwt.verify.issuer", "https://id.example")).auth();
    assertThat(auth.issuer().isForeign()).isTrue();
    assertThat(PoolConfig.read(MapConfig.usable()).auth().issuer().isForeign()).isFalse();
  }

  @Test
  void rolesMayHaveOtherNames() {
    AuthSettings auth =
        PoolConfig.read(
                MapConfig.usable()
                    .with("pool.auth.roles-claim", "realm_access.roles, groups")
                    .with("pool.auth.role.treasurer", "treasury, finance"))
            .auth();
    assertThat(auth.roles().claims()).containsExactly("realm_access.roles", "groups");
    assertThat(auth.roles().roles(List.of("finance", "operator", "treasurer")))
        .containsExactlyInAnyOrder(Role.TREASURER, Role.OPERATOR);
  }

  @Test
  void aPortHasItsOwnSchemeAndDifficultyWhenItsKeysSaySo() {
    PoolConfig config =
        PoolConfig.read(
            MapConfig.usable()
                .with("pool.stratum.port", "3333, 3334")
                .with("pool.stratum.scheme", "prop")
                .with("pool.stratum.port.3334.scheme", "Solo")
                .with("pool.stratum.max-difficulty", "2000")
                .with("pool.stratum.tls.certificate", "/etc/pool/cert.pem")
                .with("pool.stratum.tls.key", "/etc/pool/key.pem")
                .with("pool.stratum.proxies", "192.0.2.0/24, 2001:db8::1")
                .with("pool.stratum.port.3334.tls", "true")
                .with("pool.stratum.port.3334.proxy-protocol", "true")
                .with("pool.stratum.port.3334.min-difficulty", "5")
                .with("pool.stratum.port.3334.max-difficulty", "9")
                .with("pool.stratum.port.3334.difficulty", "7"));
    assertThat(config.stratum().port(3333))
        .isEqualTo(
            new StratumPort(
                3333, RewardScheme.PROP, Difficulty.of(1000), range(1, 2000), false, false));
    assertThat(config.stratum().port(3334))
        .isEqualTo(
            new StratumPort(3334, RewardScheme.SOLO, Difficulty.of(7), range(5, 9), true, true));
    assertThat(config.stratum().listen().ports())
        .containsExactly(
            PortSettings.plain(loopback(3333)),
            new PortSettings(
                loopback(3334),
                Optional.of(
                    new TlsFiles(Path.of("/etc/pool/cert.pem"), Path.of("/etc/pool/key.pem"))),
                List.of(Subnet.parse("192.0.2.0/24"), Subnet.parse("2001:db8::1"))));
    assertThat(config.stratum().hostAndPorts()).isEqualTo("127.0.0.1:[3333, 3334]");
  }

  @Test
  void namesWhatATlsPortOrAPortForProxiesLacks() {
    assertThat(
            problemsOf(
                    MapConfig.usable()
                        .with("pool.stratum.tls", "true")
                        .with("pool.stratum.proxy-protocol", "true"))
                .problems())
        .extracting(SettingProblem::key)
        .containsExactly(
            "pool.stratum.tls.certificate", "pool.stratum.tls.key", "pool.stratum.proxies");
  }

  @Test
  void difficultiesThatDoNotFitAreNamedWithTheirPort() {
    MapConfig config = MapConfig.usable().with("pool.stratum.port.3333.min-difficulty", "5000");
    assertThat(problemsOf(config)).hasMessageContaining("5000, 1000 and 1000000000000000");
    assertThat(problemsOf(MapConfig.usable().with("pool.stratum.max-difficulty", "10")).problems())
        .extracting(SettingProblem::key)
        .containsExactly("pool.stratum.difficulty");
  }

  @Test
  void sharesWithTheNonceAtByte39AreForRegtestOnly() {
    String key = "pool.stratum.accept-cryptonote-nonce";
    MapConfig config = MapConfig.usable().with(key, "true");
    assertThat(PoolConfig.read(config).stratum().cryptonoteNonce()).isTrue();
    config.with("pool.network", "main").with("pool.address", MAIN_ADDRESS);
    assertThat(problemsOf(config).problems()).extracting(SettingProblem::key).containsExactly(key);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static DifficultyRange range(long least, long most) {
    return new DifficultyRange(Difficulty.of(least), Difficulty.of(most));
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
  void readsWhereInRedisThePoolIsAndAsWhom() {
    RedisSettings standard = PoolConfig.read(MapConfig.usable()).storage().redis();
    RedisSettings own =
        PoolConfig.read(
                MapConfig.usable()
                    .with("pool.name", "north-2")
                    .with("pool.redis.url", "rediss://[::1]:6380/12")
                    .with("pool.redis.user", "opensy")
                    .with("pool.redis.password", "letmein"))
            .storage()
            .redis();
    assertThat(standard.address()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(standard.database()).isZero();
    assertThat(standard.key("online")).isEqualTo("opensy:pool:regtest:online");
    assertThat(standard.login()).isEmpty();
    assertThat(own.address()).isEqualTo("rediss://[::1]:6380");
    assertThat(own.database()).isEqualTo(12);
    assertThat(own.key("online")).isEqualTo("opensy:north-2:regtest:online");
    assertThat(own.login())
        .contains(new RedisSettings.Login(Optional.of("opensy"), new Secret("letmein")));
  }

  @Test
  void readsWhoIsNeverBanned() {
    assertThat(PoolConfig.read(MapConfig.usable()).bans().allowed())
        .containsExactlyInAnyOrder(Subnet.parse("127.0.0.0/8"), Subnet.parse("::1"));
    assertThat(
            PoolConfig.read(MapConfig.usable().with("pool.ban.allow", "10.1.2.3, 2001:db8::/32"))
                .bans()
                .allowed())
        .containsExactlyInAnyOrder(Subnet.parse("10.1.2.3/32"), Subnet.parse("2001:db8::/32"));
    assertThat(PoolConfig.read(MapConfig.usable().with("pool.ban.allow", "")).bans().allowed())
        .isEmpty();
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
