package org.opensy.mining.dev.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The files of Prometheus and Grafana, as far as they can be looked at without either. That what
 * they select exists is for the tests with a server, what the rules do for docker/check-rules.sh.
 */
class RulesAndDashboardsTest {
  private static final Pattern METRIC = Pattern.compile("\\b(opensy_pool|coopmine)_\\w+");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");
  private static final Pattern DOCUMENTED =
      Pattern.compile("`((?:opensy_pool|coopmine)_\\w+)` \\|");

  @Test
  void eachAlertSaysHowBadItIsAndIsTestedAndDocumented() throws IOException {
    List<JsonNode> alerts =
        Selectors.rules().findValues("rules").stream()
            .flatMap(RulesAndDashboardsTest::all)
            .toList();
    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
              assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
              assertThat(alert.get("expr").asText()).isNotEmpty();
            });
    Set<String> names =
        alerts.stream()
            .map(alert -> alert.get("alert").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names).hasSameSizeAs(alerts);
    String tests = Files.readString(Selectors.DOCKER.resolve("prometheus/rules-test.yaml"));
    String document = document();
    assertThat(names)
        .allSatisfy(
            name -> {
              assertThat(tests).contains("alertname: " + name);
              assertThat(document).contains("| `" + name + "` |");
            });
  }

  @Test
  void eachPanelAsksTheSourceThatIsThereAtTheStart() throws IOException {
    JsonNode source = yaml("grafana/provisioning/datasources/prometheus.yaml").at("/datasources/0");
    assertThat(source.get("url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(Selectors.dashboards().map(file -> file.get("uid").asText()))
        .containsExactly("opensy-miners", "opensy-operators");
    assertThat(Selectors.dashboards())
        .allSatisfy(
            file -> {
              assertThat(file.has("id")).isFalse();
              assertThat(file.findValues("datasource"))
                  .extracting(of -> of.get("uid"))
                  .containsOnly(source.get("uid"));
              assertThat(all(file.get("panels")).filter(panel -> !isRow(panel)))
                  .allSatisfy(panel -> assertThat(panel.get("targets")).isNotEmpty());
            });
  }

  @Test
  void noPanelLiesOnAnother() {
    assertThat(Selectors.dashboards())
        .allSatisfy(
            file -> {
              Set<String> taken = new TreeSet<>();
              assertThat(all(file.get("panels")).flatMap(RulesAndDashboardsTest::cells))
                  .allMatch(taken::add);
            });
  }

  @Test
  void everyMetricThatIsAskedForIsDocumented() throws IOException {
    Set<String> known =
        DOCUMENTED
            .matcher(document())
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    Stream<String> expressions =
        Stream.concat(
            Selectors.expressions(Selectors.rules()),
            Selectors.dashboards().flatMap(Selectors::expressions));
    assertThat(
            expressions
                .flatMap(text -> METRIC.matcher(text).results())
                .map(found -> found.group())
                .filter(name -> !known.contains(OF_HISTOGRAM.matcher(name).replaceFirst(""))))
        .filteredOn(name -> !known.contains(name))
        .isEmpty();
  }

  private static boolean isRow(JsonNode panel) {
    return panel.get("type").asText().equals("row");
  }

  private static Stream<String> cells(JsonNode panel) {
    JsonNode at = panel.get("gridPos");
    Set<String> cells = new TreeSet<>();
    for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
      for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
        assertThat(x).isLessThan(24);
        cells.add(x + "," + y);
      }
    }
    return cells.stream();
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode yaml(String file) throws IOException {
    return new ObjectMapper()
        .valueToTree(new Yaml().<Object>load(Files.readString(Selectors.DOCKER.resolve(file))));
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../../docs/metrics.md"));
  }
}
