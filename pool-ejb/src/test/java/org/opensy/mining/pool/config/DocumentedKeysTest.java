package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The keys that are read, the ones that have defaults and the ones that are documented. */
class DocumentedKeysTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");
  private static final String PORT = "3333";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.*?) \\| (.*) \\|$");
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

  /** The text of the column for defaults, by key. */
  private static final Map<String, String> DOCUMENTED = new TreeMap<>();

  private static final Set<String> READ = new TreeSet<>();

  @BeforeAll
  static void readDocumentAndKeys() throws IOException {
    String pool = Files.readString(DOCUMENT).split("\n## CoopMine\n", -1)[0];
    ROW.matcher(pool).results().forEach(DocumentedKeysTest::document);
    MapConfig everything =
        MapConfig.usable()
            .with("pool.stratum.port", PORT)
            .with("pool.stratum.tls", "true")
            .with("pool.stratum.tls.certificate", "/etc/pool/cert.pem")
            .with("pool.stratum.tls.key", "/etc/pool/key.pem")
            .with("pool.stratum.proxy-protocol", "true")
            .with("pool.stratum.proxies", "192.0.2.1");
    PoolConfig.read(everything);
    READ.addAll(everything.asked());
  }

  /** A key with an ellipsis stands for one key for each word that its meaning quotes first. */
  private static void document(MatchResult row) {
    String key = row.group(1);
    if (!key.endsWith("…")) {
      DOCUMENTED.put(key, row.group(2));
      return;
    }
    String prefix = key.replace("<port>", PORT).replace("…", "");
    QUOTED
        .matcher(row.group(3).split(":", -1)[0])
        .results()
        .forEach(word -> DOCUMENTED.put(prefix + word.group(1), row.group(2)));
  }

  @Test
  void everyKeyThatIsReadIsDocumentedAndNoOtherOne() {
    assertThat(READ).isEqualTo(DOCUMENTED.keySet());
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    MapConfig defaults = MapConfig.defaults();
    Map<String, String> packaged =
        defaults.keys().collect(Collectors.toMap(key -> key, key -> quoted(defaults, key)));
    Map<String, String> documented = new TreeMap<>(DOCUMENTED);
    documented.values().removeIf(text -> !QUOTED.matcher(text).matches());
    assertThat(documented).isEqualTo(new TreeMap<>(packaged));
  }

  private static String quoted(MapConfig config, String key) {
    return "`" + config.getValue(key, String.class) + "`";
  }

  @Test
  void aKeyIsDocumentedAsRequiredIfThePoolDoesNotStartWithoutIt() {
    Set<String> required = new TreeSet<>(DOCUMENTED.keySet());
    required.removeIf(key -> !DOCUMENTED.get(key).equals("none, required"));
    MapConfig usable = MapConfig.usable();
    assertThat(required)
        .allSatisfy(
            key -> {
              assertThat(usable.keys()).contains(key);
              assertThat(StartCheck.problems(MapConfig.usable().without(key), List.of()))
                  .isPresent();
            });
  }
}
