package org.opensy.mining.dev.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.container.ContainerFiles.list;
import static org.opensy.mining.dev.container.ContainerFiles.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compose file: its form, and what every service owes to the others. */
@SuppressWarnings("unchecked")
class ComposeFileTest {
  private static final Map<String, Object> FILE = ContainerFiles.yaml("compose.yaml");

  /** What a service may say; anything else is mistyped, or has to be thought about here. */
  private static final Set<String> KEYS =
      Set.of(
          "image",
          "build",
          "command",
          "entrypoint",
          "user",
          "environment",
          "secrets",
          "volumes",
          "tmpfs",
          "shm_size",
          "ports",
          "networks",
          "depends_on",
          "healthcheck",
          "cpus",
          "mem_limit",
          "pids_limit",
          "stop_grace_period",
          "read_only",
          "cap_drop",
          "security_opt",
          "profiles",
          "restart",
          "logging");

  private static final Set<String> CONDITIONS =
      Set.of("service_started", "service_healthy", "service_completed_successfully");

  private static Map<String, Map<String, Object>> services() {
    return (Map<String, Map<String, Object>>) FILE.get("services");
  }

  static Stream<String> names() {
    return services().keySet().stream();
  }

  private static Map<String, Object> map(Map<String, Object> of, String key) {
    return (Map<String, Object>) of.getOrDefault(key, Map.of());
  }

  @Test
  void theFileHasNothingThatComposeDoesNotKnow() {
    assertThat(FILE.keySet())
        .allMatch(
            key ->
                key.startsWith("x-")
                    || Set.of("name", "services", "networks", "volumes", "secrets").contains(key));
    assertThat(services())
        .allSatisfy((name, service) -> assertThat(KEYS).as(name).containsAll(service.keySet()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aServiceCanDoNoMoreThanItHasTo(String name) {
    assertThat(service(name))
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"));
    if (service(name).containsKey("image")) {
      assertThat((String) service(name).get("user")).matches("[1-9]\\d*:[1-9]\\d*");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aServiceHasBounds(String name) {
    assertThat((Number) service(name).get("cpus"))
        .satisfies(n -> assertThat(n.doubleValue()).isPositive());
    assertThat((String) service(name).get("mem_limit")).matches("\\d+[mg]");
    assertThat((Integer) service(name).get("pids_limit")).isBetween(10, 1000);
    assertThat(service(name)).containsKey("logging");
    assertThat(list(name, "tmpfs"))
        .allSatisfy(
            mount -> {
              assertThat(mount).matches("/\\S+:.*size=\\d+m.*");
              // Native libraries have to be loaded from somewhere.
              assertThat(mount.startsWith("/tmp:") || !mount.contains("exec")).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("names")
  void anImageIsAnExactVersionAndItsDigestOrBuiltHere(String name) {
    String image = (String) service(name).get("image");
    if (image != null) {
      assertThat(image).matches("docker\\.io/\\S+:v?\\d+\\.\\d+\\S*@sha256:[0-9a-f]{64}");
      return;
    }
    Map<String, Object> build = map(service(name), "build");
    assertThat(build).containsEntry("context", "..");
    assertThat(ContainerFiles.ROOT.resolve((String) build.get("dockerfile"))).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aServiceThatStaysIsLookedAfter(String name) {
    Map<String, Object> check = map(service(name), "healthcheck");
    boolean ends = "no".equals(service(name).get("restart"));
    assertThat(ends).isEqualTo(check.containsKey("disable"));
    if (!ends && service(name).containsKey("image")) {
      assertThat(check).containsKeys("test", "interval", "timeout", "retries");
      assertThat((List<String>) check.get("test")).startsWith("CMD");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatAServiceNamesIsThere(String name) {
    assertThat(map(FILE, "secrets").keySet()).containsAll(list(name, "secrets"));
    assertThat(map(FILE, "networks").keySet()).containsAll(list(name, "networks"));
    assertThat(list(name, "networks")).isNotEmpty();
    assertThat(map(service(name), "depends_on"))
        .allSatisfy(
            (other, terms) -> {
              assertThat(services()).containsKey(other);
              String condition = (String) ((Map<String, Object>) terms).get("condition");
              assertThat(CONDITIONS).contains(condition);
              assertThat(condition.equals("service_completed_successfully"))
                  .isEqualTo("no".equals(service(other).get("restart")));
            });
    assertThat(list(name, "volumes"))
        .allSatisfy(
            volume -> {
              String[] parts = volume.split(":", -1);
              if (parts[0].startsWith(".")) {
                assertThat(ContainerFiles.DOCKER.resolve(parts[0]).normalize()).exists();
                assertThat(parts[2]).isEqualTo("ro");
              } else {
                assertThat(map(FILE, "volumes")).containsKey(parts[0]);
              }
            });
  }

  @Test
  void secretsAreFilesThatAScriptMakesAndAreGivenToWhoeverNeedsThem() {
    Map<String, Object> secrets = map(FILE, "secrets");
    String script = ContainerFiles.text(ContainerFiles.DOCKER.resolve("make-secrets.sh"));
    assertThat(secrets)
        .allSatisfy(
            (name, from) -> {
              assertThat(from).isEqualTo(Map.of("file", "secrets/" + name));
              assertThat(script).contains(name);
            });
    Map<String, Set<String>> holders = new TreeMap<>();
    names()
        .forEach(
            name ->
                list(name, "secrets")
                    .forEach(
                        secret ->
                            holders.computeIfAbsent(secret, any -> new TreeSet<>()).add(name)));
    assertThat(holders.keySet()).isEqualTo(new TreeSet<>(secrets.keySet()));
    assertThat(holders.get("postgres.password")).containsExactly("postgres");
    assertThat(holders.get("pool.db.migration.password")).containsExactly("migrate", "postgres");
    assertThat(holders.get("pool.admin.token")).containsExactly("pool");
    assertThat(services())
        .allSatisfy(
            (name, service) ->
                assertThat(map(service, "environment").keySet())
                    .allMatch(
                        key ->
                            key.endsWith("_FILE") || !key.matches(".*(PASSWORD|TOKEN|SECRET).*")));
  }

  @Test
  void onlyMinersReachTheHostFromOutsideAndNobodyReachesTheDatabases() {
    Set<String> open =
        names()
            .flatMap(name -> list(name, "ports").stream())
            .filter(port -> !port.startsWith("127.0.0.1:"))
            .collect(Collectors.toSet());
    assertThat(open).containsExactly("3333:3333");
    for (String name : List.of("postgres", "redis", "migrate")) {
      assertThat(list(name, "networks")).containsExactly("database");
      assertThat(service(name)).doesNotContainKey("ports");
    }
    assertThat(map(FILE, "networks"))
        .allSatisfy(
            (name, network) ->
                assertThat(network)
                    .isEqualTo(name.equals("outside") ? Map.of() : Map.of("internal", true)));
    assertThat(names().filter(name -> list(name, "networks").contains("database")))
        .containsExactlyInAnyOrder("postgres", "redis", "migrate", "pool");
    assertThat(names().filter(name -> list(name, "networks").contains("outside")))
        .containsExactlyInAnyOrder("pool", "prometheus", "grafana");
  }

  @Test
  void thePoolOwnsNothingInItsDatabase() {
    assertThat(map(service("postgres"), "environment")).doesNotContainKey("POSTGRES_USER");
    assertThat(map(service("pool"), "environment"))
        .doesNotContainKey("POOL_DB_MIGRATION_USER")
        .doesNotContainKey("POOL_DB_USER");
  }

  @Test
  void prometheusAsksServicesThatAreThereOnPortsThatTheyHave() {
    List<Map<String, Object>> jobs =
        (List<Map<String, Object>>) ContainerFiles.yaml("prometheus.yaml").get("scrape_configs");
    Map<String, String> dockerfiles =
        Map.of("pool", "pool.Dockerfile", "coordinator", "coopmine.Dockerfile");
    Set<String> targets =
        jobs.stream()
            .flatMap(job -> ((List<Map<String, Object>>) job.get("static_configs")).stream())
            .flatMap(targetsOf -> ((List<String>) targetsOf.get("targets")).stream())
            .collect(Collectors.toSet());
    assertThat(targets)
        .isNotEmpty()
        .allSatisfy(
            target -> {
              String[] parts = target.split(":", -1);
              assertThat(list(parts[0], "networks")).contains("monitoring");
              assertThat(ContainerFiles.instructions(dockerfiles.get(parts[0])))
                  .anyMatch(
                      instruction ->
                          instruction.name().equals("EXPOSE")
                              && List.of(instruction.arguments().split(" ", -1))
                                  .contains(parts[1]));
            });
    assertThat(list("prometheus", "networks")).contains("monitoring");
  }
}
