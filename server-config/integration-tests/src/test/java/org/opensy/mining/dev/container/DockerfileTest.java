package org.opensy.mining.dev.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.dev.container.ContainerFiles.Instruction;

/** What a linter of Dockerfiles would look at, and what is our own rule. */
class DockerfileTest {
  private static final Set<String> KNOWN =
      Set.of(
          "FROM",
          "ARG",
          "SHELL",
          "WORKDIR",
          "COPY",
          "RUN",
          "ENV",
          "VOLUME",
          "USER",
          "EXPOSE",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD");

  private static List<Instruction> all(String dockerfile, String name) {
    return ContainerFiles.instructions(dockerfile).stream()
        .filter(instruction -> instruction.name().equals(name))
        .toList();
  }

  private static String last(String dockerfile, String name) {
    List<Instruction> all = all(dockerfile, name);
    assertThat(all).as(name).isNotEmpty();
    return all.get(all.size() - 1).arguments();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool.Dockerfile", "coopmine.Dockerfile"})
  void baseImagesAreAnExactVersionAndItsDigest(String dockerfile) {
    assertThat(ContainerFiles.instructions(dockerfile).get(0).name()).isEqualTo("FROM");
    assertThat(all(dockerfile, "FROM"))
        .allSatisfy(
            from ->
                assertThat(from.arguments())
                    .matches(
                        "docker\\.io/\\S+:\\d+\\.\\d+\\.\\d+\\S*@sha256:[0-9a-f]{64}( AS \\w+)?"));
    assertThat(ContainerFiles.instructions(dockerfile))
        .allSatisfy(instruction -> assertThat(KNOWN).contains(instruction.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool.Dockerfile", "coopmine.Dockerfile"})
  void theProcessIsNotRootAndHasNoShellAroundIt(String dockerfile) {
    assertThat(last(dockerfile, "USER")).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
    assertThat(last(dockerfile, "ENTRYPOINT")).matches("\\[\"/opt/\\w+/entrypoint\\.sh\"]");
    assertThat(last(dockerfile, "HEALTHCHECK"))
        .matches("--interval=\\d+s --timeout=\\d+s --start-period=\\d+s --retries=\\d+ CMD \\[.*]");
    assertThat(all(dockerfile, "CMD")).allMatch(command -> command.arguments().startsWith("["));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool.Dockerfile", "coopmine.Dockerfile"})
  void nothingSecretIsBuiltInAndNothingIsOpenToAll(String dockerfile) {
    assertThat(ContainerFiles.instructions(dockerfile))
        .allSatisfy(
            instruction -> {
              assertThat(instruction.arguments()).doesNotContain("777", "sudo", "curl", "http:");
              if (Set.of("ENV", "ARG").contains(instruction.name())) {
                assertThat(instruction.arguments())
                    .doesNotContainPattern("(?i)(password|token|secret)\\w*[= ]");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool.Dockerfile", "coopmine.Dockerfile"})
  void everythingThatIsCopiedIsMadeByTheBuildAndReachesTheEngine(String dockerfile) {
    String ignore =
        ContainerFiles.text(ContainerFiles.DOCKER.resolve(dockerfile + ".dockerignore"));
    List<String> allowed =
        ignore.lines().filter(line -> line.startsWith("!")).map(line -> line.substring(1)).toList();
    assertThat(ignore).startsWith("*\n");
    List<String> sources =
        ContainerFiles.instructions(dockerfile).stream()
            .filter(ContainerFiles::copiesFromRepository)
            .flatMap(copy -> ContainerFiles.sources(copy).stream())
            .flatMap(
                source -> Stream.of("coordinator", "worker").map(r -> source.replace("${ROLE}", r)))
            .distinct()
            .toList();
    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(
            source -> {
              assertThat(allowed).as(source).anyMatch(pattern -> matches(pattern, source));
              if (!source.contains("/target/")) {
                assertThat(ContainerFiles.ROOT.resolve(source)).isRegularFile();
              }
            });
    assertThat(allowed)
        .allSatisfy(
            pattern ->
                assertThat(sources).as(pattern).anyMatch(source -> matches(pattern, source)));
  }

  private static boolean matches(String pattern, String path) {
    return Path.of(path).getFileSystem().getPathMatcher("glob:" + pattern).matches(Path.of(path));
  }

  static List<Path> scripts() throws IOException {
    try (Stream<Path> docker = Files.walk(ContainerFiles.DOCKER);
        Stream<Path> server =
            Files.list(ContainerFiles.ROOT.resolve("server-config/payara-server"))) {
      return Stream.concat(docker, server).filter(file -> file.toString().endsWith(".sh")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsAreSoundAndEndAtTheFirstFailure(Path script) throws Exception {
    assertThat(Files.isExecutable(script)).isTrue();
    assertThat(ContainerFiles.text(script))
        .startsWith("#!/usr/bin/env bash\n")
        .contains("\nset -euo pipefail\n")
        .doesNotContain("set -x", "eval ");
    Process check = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void scriptsAreFound() throws IOException {
    assertThat(scripts())
        .extracting(file -> file.getFileName().toString())
        .contains("entrypoint.sh", "health.sh", "make-secrets.sh", "make-domain.sh", "start.sh");
  }
}
