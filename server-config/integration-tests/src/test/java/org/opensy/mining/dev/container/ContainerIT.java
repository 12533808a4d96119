package org.opensy.mining.dev.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.dev.stack.Container;
import org.opensy.mining.dev.stack.ListeningSockets;

/**
 * The containers' own scripts, on the files that their images copy and with the secrets that the
 * script for them makes: the steps of an engine without the engine.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainerIT {
  private static final String ADDRESS = ContainerStack.ADDRESS;
  private static final int NO_SECRETS = 78;
  private static final int ENDED_BY_TERM = 143;
  private static final HttpClient CLIENT = client();

  private static ContainerStack stack;
  private static Path pool;
  private static FileTime installed;

  @BeforeAll
  static void start() throws Exception {
    stack = new ContainerStack();
    pool = stack.image("pool", "opt/pool");
    for (String service : List.of("pool", "coordinator", "worker")) {
      stack.install(service);
    }
    assertThat(stack.makeSecrets().said()).contains("still missing", "pool.node.password");
    stack.makeRoles();
    Container made =
        stack.run(
            "domain", stack.environment("pool"), pool.resolve("make-domain.sh"), pool + "/domain");
    assertThat(made.awaitExit()).as(made.said()).isZero();
    Path marker = Files.createFile(stack.work.resolve("installed"));
    installed = Files.getLastModifiedTime(marker);
    start("redis", stack.script("redis/start.sh"), stack.script("redis/health.sh"));
    Container migrated =
        stack.run("migrate", stack.environment("migrate"), entrypoint(), "migrate");
    assertThat(migrated.awaitExit()).as(migrated.said()).isZero();
    start("pool", entrypoint(), pool.resolve("health.sh"), "run");
    for (String role : List.of("coordinator", "worker")) {
      stack.start(role, stack.image(role, "opt/coopmine/entrypoint.sh"));
    }
    for (String role : List.of("coordinator", "worker")) {
      stack
          .services
          .get(role)
          .awaitHealthy(stack.environment(role), stack.image(role, "opt/coopmine/health.sh"));
    }
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  private static void start(String service, Path script, Path health, String... words)
      throws IOException {
    stack.start(service, script, words).awaitHealthy(stack.environment(service), health);
  }

  private static Path entrypoint() {
    return pool.resolve("entrypoint.sh");
  }

  private static String secret(String key) throws IOException {
    return Files.readString(stack.secrets.resolve(key)).strip();
  }

  private static HttpResponse<String> get(
      String address, int port, String path, String authorization) throws Exception {
    URI uri = URI.create("http://" + address + ":" + port + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri)
            .headers("Authorization", authorization, "X-Requested-By", "cli")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @Order(1)
  void theConsoleKnowsNoDefaultPasswordAndANewOneEachStart() throws Exception {
    Path file = stack.run("pool").resolve("domain/pool/config/asadmin-passwords");
    Path ofImage = pool.resolve("domain/pool/config/asadmin-passwords");
    assertThat(console(adminPassword(file))).contains("SUCCESS");
    for (String wrong : List.of("admin", "", "changeit", adminPassword(ofImage))) {
      assertThat(console(wrong)).as(wrong).contains("LoginException");
    }
    for (Path each : List.of(file, ofImage)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  private static String console(String password) throws Exception {
    byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    return get(
            "127.0.0.1",
            stack.admin,
            "/__asadmin/version",
            "Basic " + Base64.getEncoder().encodeToString(login))
        .body();
  }

  private static String adminPassword(Path file) {
    return ContainerFiles.text(file)
        .lines()
        .findFirst()
        .orElseThrow()
        .replace("AS_ADMIN_PASSWORD=", "");
  }

  @Test
  @Order(1)
  void eachListensWhereItShouldAndNowhereElse() {
    assertThat(listening("pool"))
        .containsExactlyInAnyOrder(
            "127.0.0.1:" + stack.admin,
            ADDRESS + ":" + stack.http,
            ADDRESS + ":" + stack.operations,
            ADDRESS + ":" + stack.stratum);
    assertThat(listening("redis")).containsExactly("127.0.0.1:" + stack.redisPort);
    assertThat(listening("coordinator"))
        .containsExactlyInAnyOrder(
            ADDRESS + ":" + stack.grpc, ADDRESS + ":" + stack.coopmineHttp.get("coordinator"));
    assertThat(listening("worker"))
        .containsExactly(ADDRESS + ":" + stack.coopmineHttp.get("worker"));
  }

  private static Set<String> listening(String service) {
    return ListeningSockets.addresses(stack.services.get(service).pid());
  }

  @Test
  @Order(1)
  void operatorsExchangeTheSecretForATokenAndNothingIsDegraded() throws Exception {
    String path = "/api/v1/admin/halts";
    assertThat(operations(path, "Bearer admin").statusCode()).isEqualTo(401);
    assertThat(operations(path, "Bearer " + token(secret("pool.admin.token"))).statusCode())
        .isEqualTo(200);
    assertThat(operations("/metrics", "none").body())
        .containsPattern("opensy_pool_degraded\\{[^}]*service=\"redis\"[^}]*} 0\n")
        .containsPattern("opensy_pool_degraded\\{[^}]*service=\"database\"[^}]*} 0\n");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** On a connection of its own: a POST is not sent again if the one at hand turns out closed. */
  private static String token(String secret) throws Exception {
    URI uri = URI.create("http://" + ADDRESS + ":" + stack.operations + "/api/v1/auth/token");
    HttpRequest exchange =
        HttpRequest.newBuilder(uri)
            .header("X-API-Key", secret)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer = client().send(exchange, HttpResponse.BodyHandlers.ofString()).body();
    return answer.replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private static HttpResponse<String> operations(String path, String authorization)
      throws Exception {
    return get(ADDRESS, stack.operations, path, authorization);
  }

  @Test
  @Order(1)
  void theDatabaseAsksForPasswordsAndThePoolOwnsNothing() throws Exception {
    String url = stack.base.server().postgres().jdbcUrl();
    for (String role : List.of("pool", "pool_owner", "pool_read", "postgres")) {
      assertThatThrownBy(() -> DriverManager.getConnection(url, role, role))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
    try (Connection connection =
            DriverManager.getConnection(url, "pool", secret("pool.db.password"));
        Statement statement = connection.createStatement()) {
      for (String act :
          List.of("alter table postings disable trigger all", "drop table postings")) {
        assertThatThrownBy(() -> statement.execute(act)).hasMessageContaining("must be owner");
      }
    }
    DriverManager.getConnection(url, "pool_read", secret("pool.db.read.password")).close();
  }

  @Test
  @Order(1)
  void noSecretIsOnACommandLineInAnEnvironmentOrInALog() throws IOException {
    List<Path> shown =
        Stream.concat(
                files(stack.work).filter(file -> file.toString().endsWith(".log")),
                stack.services.values().stream().flatMap(ContainerIT::processes))
            .toList();
    for (Path file : files(stack.secrets).toList()) {
      String secret = ContainerFiles.text(file).strip();
      assertThat(shown)
          .allSatisfy(text -> assertThat(ContainerFiles.text(text)).doesNotContain(secret));
    }
  }

  private static Stream<Path> processes(Container service) {
    ProcessHandle process = ProcessHandle.of(service.pid()).orElseThrow();
    return Stream.concat(Stream.of(process), process.descendants())
        .map(one -> Path.of("/proc", Long.toString(one.pid())))
        .flatMap(proc -> Stream.of(proc.resolve("cmdline"), proc.resolve("environ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "coordinator", "worker"})
  @Order(1)
  void itWritesNothingToItsImageAndLittleElsewhere(String service) throws IOException {
    for (Path image : List.of(stack.image(service, "opt"), stack.payara)) {
      assertThat(files(image).filter(ContainerIT::isNewer)).as("written below %s", image).isEmpty();
    }
    for (String mount : ContainerFiles.list(service, "tmpfs")) {
      boolean temporary = mount.startsWith("/tmp:");
      Path place = temporary ? stack.temporary(service) : stack.run(service);
      long mebibytes = Long.parseLong(mount.replaceAll(".*size=(\\d+)m.*", "$1"));
      assertThat(files(place).mapToLong(file -> file.toFile().length()).sum())
          .as("bytes below %s", place)
          .isLessThan((mebibytes << 20) * 3 / 4);
    }
    // Where the file system allows to load them.
    assertThat(stack.temporary(service).resolve("JNA")).isDirectory();
    assertThat(ContainerFiles.list(service, "tmpfs"))
        .anyMatch(mount -> mount.startsWith("/tmp:exec,"));
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (UncheckedIOException changing) {
      throw changing.getCause();
    }
  }

  private static boolean isNewer(Path file) {
    return file.toFile().lastModified() > installed.toMillis();
  }

  @Test
  @Order(1)
  void withoutASecretOrWithAShortOneNothingStarts() throws IOException {
    Path other = Files.createDirectories(stack.work.resolve("other-secrets"));
    assertThat(refusal("pool", entrypoint(), "POOL", "run")).contains("no secret pool.db.password");
    assertThat(refusal("migrate", entrypoint(), "POOL", "migrate"))
        .contains("no secret pool.db.migration.password");
    assertThat(refusal("worker", stack.image("worker", "opt/coopmine/entrypoint.sh"), "COOPMINE"))
        .contains("no secret coopmine.token");
    Files.writeString(other.resolve("pool.db.password"), "pool");
    assertThat(refusal("pool", entrypoint(), "POOL", "run"))
        .contains("pool.db.password is shorter than 16 characters");
    Map<String, String> open = stack.environment("redis");
    open.put("REDIS_SECRET", other.resolve("pool.db.password").toString());
    assertThat(stack.run("refused", open, stack.script("redis/start.sh")).awaitExit())
        .isEqualTo(NO_SECRETS);
  }

  private static String refusal(String service, Path script, String prefix, String... words)
      throws IOException {
    Map<String, String> environment = stack.environment(service);
    environment.put(prefix + "_SECRETS_DIR", stack.work.resolve("other-secrets").toString());
    environment.put(prefix + "_RUN_DIR", stack.work.resolve("other-run").toString());
    Container refused = stack.run("refused", environment, script, words);
    assertThat(refused.awaitExit()).as(refused.said()).isEqualTo(NO_SECRETS);
    return refused.said();
  }

  @Test
  @Order(1)
  void redisHasNothingForWhoeverHasNoPassword() throws IOException {
    Path wrong = Files.writeString(stack.work.resolve("wrong"), "a password of somebody else");
    Map<String, String> environment = stack.environment("redis");
    Path health = stack.script("redis/health.sh");
    assertThat(stack.run("health", environment, health).awaitExit()).isZero();
    environment.put("REDIS_SECRET", wrong.toString());
    assertThat(stack.run("health", environment, health).awaitExit()).isNotZero();
  }

  @Test
  @Order(2)
  void itStopsInAnOrderlyWayWhenAsked() {
    assertThat(stack.services.get("worker").stop()).isEqualTo(ENDED_BY_TERM);
    assertThat(stack.services.get("coordinator").stop()).isEqualTo(ENDED_BY_TERM);
    Container server = stack.services.get("pool");
    assertThat(server.stop()).as(server.said()).isZero();
    assertThat(server.said()).contains("POOL-1011 stopped");
    assertThat(stack.services.get("redis").stop()).isZero();
  }
}
