package org.opensy.mining.coopmine.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.config.CoordinatorSettings;

/** The keys that coordinator and worker read and the ones that are documented. */
class DocumentedKeysTest {
  private static final Path DOCUMENT = Path.of("../../docs/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:coopmine|randomx)[^`]*)` \\| (.*?) \\|");
  private static final Map<String, String> LEAST =
      Map.of(
          "coopmine.pool.url", "stratum+tcp://pool.example:3333",
          "coopmine.pool.login", "an-address",
          "coopmine.token", "sixteen-letters!");

  private static final Map<String, String> DOCUMENTED = new TreeMap<>();
  private static final Set<String> READ = new TreeSet<>();

  @BeforeAll
  static void readDocumentAndKeys() throws IOException {
    ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .forEach(row -> DOCUMENTED.put(row.group(1), row.group(2)));
    assertThat(DOCUMENTED.remove("randomx.…")).isEqualTo("as above");
    read(LEAST, READ::add);
  }

  private static String read(Map<String, String> texts, Consumer<String> asked) {
    Function<String, Optional<String>> source =
        key -> {
          asked.accept(key);
          return Optional.ofNullable(texts.get(key));
        };
    return CoordinatorSettings.read(source) + " " + WorkerSettings.read(source);
  }

  @Test
  void everyKeyThatIsReadIsDocumentedAndNoOtherOne() {
    assertThat(READ).isEqualTo(DOCUMENTED.keySet());
  }

  @Test
  void theDocumentedDefaultsAreTheTrueOnes() {
    Map<String, String> spelledOut = new HashMap<>(LEAST);
    DOCUMENTED.forEach(
        (key, text) -> {
          if (text.matches("`[^`]*`")) {
            spelledOut.put(key, text.substring(1, text.length() - 1));
          }
        });
    assertThat(spelledOut).hasSizeGreaterThan(LEAST.size());
    assertThat(read(spelledOut, key -> {})).isEqualTo(read(LEAST, key -> {}));
  }

  @Test
  void theKeysWithoutWhichNothingStartsAreDocumentedAsRequired() {
    Set<String> required = new TreeSet<>(DOCUMENTED.keySet());
    required.removeIf(key -> !DOCUMENTED.get(key).equals("none, required"));
    assertThat(required).isEqualTo(LEAST.keySet());
  }
}
