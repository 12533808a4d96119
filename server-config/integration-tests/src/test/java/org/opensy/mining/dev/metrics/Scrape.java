package org.opensy.mining.dev.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer in Prometheus's text format, read as strictly as it is written: help and type before
 * the samples of a metric, each series once.
 */
public final class Scrape {
  private static final Pattern HELP = Pattern.compile("# HELP (\\w+) (.+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (counter|gauge|histogram)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  private static final Pattern SELECTOR = Pattern.compile("(\\w+)(?:\\{(.*)})?");
  private static final Pattern TERM = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

  private final Map<String, Family> families = new TreeMap<>();

  /**
   * All of one name.
   *
   * @param type as Prometheus writes it
   */
  public record Family(String name, String help, String type, List<Sample> samples) {
    /** How many series there are; a histogram is one. */
    public long series() {
      return samples.stream().map(Sample::ownLabels).distinct().count();
    }

    /** The names of its labels, but for the bounds of buckets. */
    public Set<String> labels() {
      return samples.stream()
          .flatMap(sample -> sample.ownLabels().keySet().stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {
    Map<String, String> ownLabels() {
      Map<String, String> own = new TreeMap<>(labels);
      own.remove("le");
      return own;
    }
  }

  /** Reads an answer; throws IllegalArgumentException for a line that has no place. */
  public Scrape(String text) {
    Set<String> seen = new TreeSet<>();
    String help = "";
    Family family = null;
    for (String line : text.lines().toList()) {
      Matcher of = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      if (of.matches()) {
        help = of.group(1) + " " + of.group(2);
      } else if (type.matches() && help.startsWith(type.group(1) + " ")) {
        String words = help.substring(type.group(1).length() + 1);
        family = new Family(type.group(1), words, type.group(2), new ArrayList<>());
        families.put(family.name(), family);
      } else if (family != null && seen.add(line.replaceFirst(" \\S+$", ""))) {
        family.samples().add(sample(line, family));
      } else {
        throw new IllegalArgumentException("misplaced: " + line);
      }
    }
  }

  private static Sample sample(String line, Family family) {
    Matcher sample = SAMPLE.matcher(line);
    String name = sample.matches() ? sample.group(1) : "";
    String base =
        family.type().equals("histogram") ? OF_HISTOGRAM.matcher(name).replaceFirst("") : name;
    if (!base.equals(family.name())) {
      throw new IllegalArgumentException("misplaced: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    if (sample.group(2) != null) {
      LABEL
          .matcher(sample.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    String number = sample.group(3).replace("+Inf", "Infinity");
    return new Sample(name, labels, Double.parseDouble(number));
  }

  /** By name. */
  public Map<String, Family> families() {
    return families;
  }

  /** All lines with that name. */
  public Stream<Sample> samples(String name) {
    return families.values().stream()
        .flatMap(family -> family.samples().stream())
        .filter(sample -> sample.name().equals(name));
  }

  /** Whether a selector such as {@code name{label="value"}} selects something. */
  public boolean has(String selector) {
    Matcher parts = SELECTOR.matcher(selector);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no selector: " + selector);
    }
    List<MatchResult> terms =
        parts.group(2) == null ? List.of() : TERM.matcher(parts.group(2)).results().toList();
    return samples(parts.group(1))
        .anyMatch(sample -> terms.stream().allMatch(term -> isMet(term, sample.labels())));
  }

  private static boolean isMet(MatchResult term, Map<String, String> labels) {
    String value = labels.getOrDefault(term.group(1), "");
    boolean alike =
        term.group(2).endsWith("~") ? value.matches(term.group(3)) : value.equals(term.group(3));
    return alike != term.group(2).startsWith("!");
  }
}
