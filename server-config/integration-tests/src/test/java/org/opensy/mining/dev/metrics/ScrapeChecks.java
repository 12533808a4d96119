package org.opensy.mining.dev.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opensy.mining.dev.metrics.Scrape.Family;

/** What holds for every scrape. */
public final class ScrapeChecks {
  /** So many series a metric may have; those with values from outside have fewer. */
  private static final int MOST_SERIES = 30;

  private static final int MOST_FROM_OUTSIDE = 20;

  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);

  private ScrapeChecks() {}

  /** The metrics of the original are there, with their types and at least their labels. */
  public static void hasAll(Map<String, String> originals, Scrape scrape) {
    originals.forEach(
        (name, typeAndLabels) -> {
          List<String> words = List.of(typeAndLabels.split(" ", -1));
          assertThat(scrape.families()).containsKey(name);
          Family family = scrape.families().get(name);
          assertThat(family.type()).as(name).isEqualTo(words.get(0));
          assertThat(family.samples()).as(name).isNotEmpty();
          assertThat(family.labels()).as(name).containsAll(words.subList(1, words.size()));
        });
  }

  /** Each has a help that says whose it is, each counter its ending, and no label grows. */
  public static void isWellFormed(Scrape scrape) {
    assertThat(scrape.families()).isNotEmpty();
    scrape
        .families()
        .forEach(
            (name, family) -> {
              assertThat(family.help()).as(name).hasSizeGreaterThan(5);
              assertThat(family.series())
                  .as(name)
                  .isLessThanOrEqualTo(isFromOutside(family) ? MOST_FROM_OUTSIDE : MOST_SERIES);
              if (family.type().equals("counter")) {
                assertThat(name).endsWith("_total");
              }
            });
  }

  private static boolean isFromOutside(Family family) {
    return family.labels().stream().anyMatch(Set.of("address", "writer", "worker_id")::contains);
  }

  /** The document has each with its type and labels, and none that is not there. */
  public static void isDocumented(String prefix, Scrape... scrapes) {
    Map<String, Family> families = new TreeMap<>();
    Stream.of(scrapes).forEach(scrape -> families.putAll(scrape.families()));
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(document())
        .results()
        .filter(row -> row.group(1).startsWith(prefix))
        .forEach(row -> rows.put(row.group(1), row.group(2) + " " + labels(row.group(3))));
    assertThat(rows.keySet()).isEqualTo(families.keySet());
    families.values().stream()
        .filter(family -> !family.samples().isEmpty())
        .forEach(
            family ->
                assertThat(rows.get(family.name()))
                    .as(family.name())
                    .isEqualTo(family.type() + " " + family.labels()));
  }

  private static Set<String> labels(String column) {
    Set<String> labels = new TreeSet<>();
    Pattern.compile("\\w+").matcher(column).results().forEach(label -> labels.add(label.group()));
    return labels;
  }

  /** Every rule and panel selects something. */
  public static void isEnoughForRulesAndPanels(String prefix, Scrape scrape) {
    Set<String> selectors = Selectors.of(prefix);
    assertThat(selectors).isNotEmpty();
    assertThat(selectors).filteredOn(selector -> !scrape.has(selector)).isEmpty();
  }

  private static String document() {
    try {
      return Files.readString(Path.of("../../docs/metrics.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
