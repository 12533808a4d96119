package org.opensy.mining.dev.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What alert rules and dashboards select of our metrics. */
public final class Selectors {
  /** Where the files of Prometheus and Grafana are. */
  public static final Path DOCKER = Path.of("../../docker").toAbsolutePath().normalize();

  private static final Pattern SELECTOR =
      Pattern.compile("\\b(?:opensy_pool|coopmine)_\\w+(?:\\{[^}]*})?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Selectors() {}

  /** Of all rules and panels, those of metrics that begin like this. */
  public static Set<String> of(String prefix) {
    return Stream.concat(expressions(rules()), dashboards().flatMap(Selectors::expressions))
        .flatMap(expression -> SELECTOR.matcher(expression).results().map(MatchResult::group))
        .filter(selector -> selector.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The alert rules. */
  public static JsonNode rules() {
    return JSON.valueToTree(new Yaml().load(text(DOCKER.resolve("prometheus/rules.yaml"))));
  }

  /** The dashboards. */
  public static Stream<JsonNode> dashboards() {
    try (Stream<Path> files = Files.list(DOCKER.resolve("grafana/dashboards"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Selectors::json)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The queries, whatever they are for. */
  public static Stream<String> expressions(JsonNode file) {
    return file.findValuesAsText("expr").stream();
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
