package org.opensy.mining.dev.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The repository's container files as text and as trees. */
final class ContainerFiles {
  /** Of the repository. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  static final Path DOCKER = ROOT.resolve("docker");

  /** One with no other one in it. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^{}]*))?}");

  private ContainerFiles() {}

  /**
   * An instruction of a Dockerfile, such as {@code COPY}.
   *
   * @param arguments what stands behind its name, on one line
   */
  record Instruction(String name, String arguments) {}

  /** The instructions of a Dockerfile, in their order. */
  static List<Instruction> instructions(String dockerfile) {
    List<Instruction> instructions = new ArrayList<>();
    String text = text(DOCKER.resolve(dockerfile)).replaceAll("(?m)^\\s*#.*\\n", "");
    for (String line : text.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
      if (!line.isBlank()) {
        String[] parts = line.strip().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts.length > 1 ? parts[1] : ""));
      }
    }
    return instructions;
  }

  /** What an instruction {@code COPY} takes from the repository, without its destination. */
  static List<String> sources(Instruction copy) {
    List<String> words =
        Stream.of(copy.arguments().split("\\s+", -1))
            .filter(word -> !word.startsWith("--"))
            .toList();
    return words.subList(0, words.size() - 1);
  }

  /** Whether it copies from the repository and not from another stage. */
  static boolean copiesFromRepository(Instruction instruction) {
    return instruction.name().equals("COPY") && !instruction.arguments().contains("--from=");
  }

  /** A YAML file; keys that are there twice are refused. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> yaml(String file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return (Map<String, Object>)
        new Yaml(new SafeConstructor(options)).load(text(DOCKER.resolve(file)));
  }

  /** A service of the compose file. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> service(String name) {
    return ((Map<String, Map<String, Object>>) yaml("compose.yaml").get("services")).get(name);
  }

  /** A list of texts that a service has, empty if it has none of that name. */
  @SuppressWarnings("unchecked")
  static List<String> list(String service, String key) {
    return (List<String>) service(service).getOrDefault(key, List.of());
  }

  /** The Dockerfile that a service is built from. */
  @SuppressWarnings("unchecked")
  static String dockerfile(String service) {
    String path = (String) ((Map<String, Object>) service(service).get("build")).get("dockerfile");
    return Path.of(path).getFileName().toString();
  }

  /**
   * The environment that a service has from Dockerfile and compose file.
   *
   * @param variables what the file {@code .env} says
   */
  @SuppressWarnings("unchecked")
  static Map<String, String> environment(String service, Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>();
    if (service(service).containsKey("build")) {
      instructions(dockerfile(service)).stream()
          .filter(instruction -> instruction.name().equals("ENV"))
          .flatMap(instruction -> Stream.of(instruction.arguments().split("\\s+", -1)))
          .map(setting -> setting.split("=", 2))
          .forEach(setting -> environment.put(setting[0], setting[1]));
    }
    ((Map<String, Object>) service(service).getOrDefault("environment", Map.of()))
        .forEach((key, value) -> environment.put(key, fill(value.toString(), variables)));
    return environment;
  }

  /** Puts values into {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${NAME:?reason}}. */
  private static String fill(String text, Map<String, String> variables) {
    Matcher variable = VARIABLE.matcher(text);
    if (!variable.find()) {
      return text;
    }
    String value = variables.get(variable.group(1));
    if (value == null && variable.group(2) != null && variable.group(2).equals("-")) {
      value = variable.group(3);
    }
    if (value == null) {
      throw new IllegalArgumentException("no value for " + variable.group());
    }
    return fill(
        text.substring(0, variable.start()) + value + text.substring(variable.end()), variables);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
