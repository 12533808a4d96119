package org.opensy.mining.dev.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.opensy.mining.dev.stack.Container;
import org.opensy.mining.dev.stack.PayaraDistribution;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.dev.stack.TestPool;
import redis.embedded.core.ExecutableProvider;

/**
 * The services of the compose file on this machine's loopback interface: with the files that their
 * Dockerfiles copy, the environment that both give them, and made secrets. Not thread-safe.
 */
final class ContainerStack implements AutoCloseable {
  /** Not where anything listens that does not heed its setting. */
  static final String ADDRESS = "127.0.0.3";

  final int admin = Ports.free();
  final int http = Ports.free();
  final int operations = Ports.free();
  final int stratum = Ports.free();
  final int redisPort = Ports.free();
  final int grpc = Ports.free();
  final Map<String, Integer> coopmineHttp =
      Map.of("coordinator", Ports.free(), "worker", Ports.free());

  /** Has the node and PostgreSQL; its pool and Redis are not started. */
  final TestPool base = TestPool.create("container", Map.of());

  final Path work = base.server().directory();
  final Path secrets = work.resolve("secrets");
  final Path payara;
  final Map<String, Container> services = new TreeMap<>();

  ContainerStack() {
    StackPaths paths = StackPaths.fromSystemProperties();
    payara = PayaraDistribution.provision(paths.payaraZip(), paths.cache()).home();
    assertThat(payara.resolve("bin/asadmin").toFile().setExecutable(true)).isTrue();
    base.server().postgres().start();
  }

  /** A place in the image of a service. */
  Path image(String service, String path) {
    return work.resolve("images").resolve(service).resolve(path);
  }

  /** Copies from the repository to {@code /opt} what a service's Dockerfile copies. */
  void install(String service) throws IOException {
    for (ContainerFiles.Instruction copy :
        ContainerFiles.instructions(ContainerFiles.dockerfile(service))) {
      String target = copy.arguments().replaceAll(".*\\s/", "");
      if (ContainerFiles.copiesFromRepository(copy) && target.startsWith("opt/")) {
        for (String source : ContainerFiles.sources(copy)) {
          Path file = ContainerFiles.ROOT.resolve(source.replace("${ROLE}", service));
          Path place = image(service, target);
          place = target.endsWith("/") ? place.resolve(file.getFileName()) : place;
          Files.createDirectories(place.getParent());
          Files.copy(file, place);
          assertThat(place.toFile().setExecutable(copy.arguments().contains("--chmod=755")))
              .isTrue();
        }
      }
    }
  }

  /** The secrets of the script, and the node's, as people write it: with a line feed. */
  Container makeSecrets() throws IOException {
    Container made = run("secrets", Map.of(), script("make-secrets.sh"), secrets.toString());
    Files.writeString(secrets.resolve("pool.node.password"), base.access().password() + "\n");
    return made;
  }

  /** What the image of PostgreSQL does on an empty volume; then passwords are asked for. */
  void makeRoles() throws SQLException, IOException {
    List<String> scripts =
        ContainerFiles.list("postgres", "volumes").stream()
            .filter(volume -> volume.contains(":/docker-entrypoint-initdb.d/"))
            .sorted(Comparator.comparing(volume -> volume.replaceAll(".*initdb.d/", "")))
            .map(volume -> volume.replaceAll(":.*", ""))
            .toList();
    try (Connection connection = base.server().postgres().connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("alter database pool owner to postgres");
      for (String script : scripts) {
        statement.execute(
            ContainerFiles.text(ContainerFiles.DOCKER.resolve(script))
                .replace("/run/secrets/", mounted("postgres") + "/"));
      }
      Files.writeString(
          work.resolve("postgres/data/pg_hba.conf"), "host all all all scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
  }

  /** Starts a service, not waiting until it is healthy. */
  Container start(String service, Path script, String... words) throws IOException {
    Container container = Container.start(work, service, environment(service), script, words);
    services.put(service, container);
    return container;
  }

  /** Runs a script to its end. */
  Container run(String name, Map<String, String> environment, Path script, String... words) {
    Container container = Container.start(work, name, environment, script, words);
    container.awaitExit();
    return container;
  }

  /** A script that is not copied into an image. */
  Path script(String name) {
    return ContainerFiles.DOCKER.resolve(name);
  }

  /** As compose file and Dockerfile have it, but with places and ports of this machine. */
  Map<String, String> environment(String service) throws IOException {
    Map<String, String> environment =
        ContainerFiles.environment(
            service,
            Map.of(
                "POOL_NETWORK", "regtest",
                "POOL_ADDRESS", base.access().poolAddress(),
                "POOL_NODE_URL", base.access().url()));
    environment.putAll(
        switch (service) {
          case "redis" -> redis();
          case "coordinator", "worker" -> coopmine(service);
          default -> pool(service);
        });
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(
        "PATH",
        String.join(
            ":",
            work.resolve("redis-bin").toString(),
            System.getProperty("java.home") + "/bin",
            System.getenv("PATH")));
    environment.put("TMPDIR", temporary(service).toString());
    // Servers that run for a minute only.
    environment.put(
        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary(service));
    return environment;
  }

  /** A folder with the secrets that the compose file gives a service, and no other. */
  private Path mounted(String service) throws IOException {
    Path folder = Files.createDirectories(work.resolve("mounts").resolve(service));
    for (String secret : ContainerFiles.list(service, "secrets")) {
      Files.copy(
          secrets.resolve(secret), folder.resolve(secret), StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }

  /** Where a service writes what is not kept; only those with a tmpfs {@code /tmp} have one. */
  Path temporary(String service) throws IOException {
    Path place = work.resolve("tmp").resolve(service);
    if (ContainerFiles.list(service, "tmpfs").stream().anyMatch(m -> m.startsWith("/tmp:"))) {
      Files.createDirectories(place);
    }
    return place;
  }

  /** Where a service writes all the rest. */
  Path run(String service) {
    return work.resolve("run").resolve(service);
  }

  private Map<String, String> redis() throws IOException {
    Path folder = Files.createDirectories(work.resolve("redis-bin"));
    Path executable = folder.resolve("redis-server");
    if (!Files.exists(executable)) {
      Files.copy(
          ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath(), executable);
      assertThat(executable.toFile().setExecutable(true)).isTrue();
    }
    return Map.of(
        "REDIS_SECRET", mounted("redis").resolve("pool.redis.password").toString(),
        "REDIS_RUN_DIR", run("redis").toString(),
        "REDIS_ADDRESS", "127.0.0.1",
        "REDIS_PORT", Integer.toString(redisPort));
  }

  private Map<String, String> pool(String service) throws IOException {
    return Map.ofEntries(
        Map.entry("PAYARA_HOME", payara.toString()),
        Map.entry("POOL_HOME", image("pool", "opt/pool").toString()),
        Map.entry("POOL_SECRETS_DIR", mounted(service).toString()),
        Map.entry("POOL_RUN_DIR", run(service).toString()),
        Map.entry("POOL_JOURNAL_DIRECTORY", work.resolve("journal").toString()),
        Map.entry("POOL_ADMIN_PORT", Integer.toString(admin)),
        Map.entry("POOL_HTTP_ADDRESS", ADDRESS),
        Map.entry("POOL_HTTP_PORT", Integer.toString(http)),
        Map.entry("POOL_OPERATIONS_PORT", Integer.toString(operations)),
        Map.entry("HEALTH_ADDRESS", ADDRESS),
        Map.entry("HEALTH_PORT", Integer.toString(operations)),
        Map.entry("POOL_DB_URL", base.server().postgres().jdbcUrl()),
        Map.entry("POOL_REDIS_URL", "redis://127.0.0.1:" + redisPort),
        Map.entry("POOL_STRATUM_PORT", Integer.toString(stratum)),
        Map.entry("POOL_STRATUM_BIND_ADDRESS", ADDRESS));
  }

  private Map<String, String> coopmine(String role) throws IOException {
    String port = Integer.toString(coopmineHttp.get(role));
    return Map.ofEntries(
        Map.entry("COOPMINE_HOME", image(role, "opt/coopmine").toString()),
        Map.entry("COOPMINE_SECRETS_DIR", mounted(role).toString()),
        Map.entry("COOPMINE_RUN_DIR", run(role).toString()),
        Map.entry("COOPMINE_HTTP_ADDRESS", ADDRESS),
        Map.entry("COOPMINE_HTTP_PORT", port),
        Map.entry("COOPMINE_POOL_URL", "stratum+tcp://" + ADDRESS + ":" + stratum),
        Map.entry("COOPMINE_COORDINATOR_BIND_ADDRESS", ADDRESS),
        Map.entry("COOPMINE_COORDINATOR_PORT", Integer.toString(grpc)),
        Map.entry("COOPMINE_COORDINATOR_ADDRESS", ADDRESS + ":" + grpc),
        Map.entry("COOPMINE_WORKER_THREADS", "1"),
        Map.entry("HEALTH_ADDRESS", ADDRESS),
        Map.entry("HEALTH_PORT", port));
  }

  @Override
  public void close() {
    Stream.of("worker", "coordinator", "pool", "redis")
        .filter(services::containsKey)
        .forEach(service -> services.get(service).close());
    base.close();
  }
}
