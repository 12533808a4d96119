package org.opensy.mining.dev.stack;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * MicroProfile Config keys handed to a server through its environment, where other users cannot
 * read them.
 */
final class Configuration {
  private static final Set<String> OWN_PREFIXES = Set.of("POOL_", "COOPMINE_", "RANDOMX_");

  private Configuration() {}

  /**
   * Returns the environment for configuration keys: {@code pool.db.url} becomes {@code
   * POOL_DB_URL}.
   */
  static Map<String, String> environment(Map<String, String> configuration) {
    Map<String, String> environment = new TreeMap<>();
    configuration.forEach(
        (key, value) ->
            environment.put(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
    return environment;
  }

  /**
   * Removes configuration that this JVM happens to have in its environment: only what is given
   * counts.
   */
  static void removeFrom(Map<String, String> environment) {
    Collection<String> names = environment.keySet();
    names.removeIf(name -> OWN_PREFIXES.stream().anyMatch(name::startsWith));
  }
}
