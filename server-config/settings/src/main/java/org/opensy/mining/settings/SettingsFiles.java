package org.opensy.mining.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * The settings of a server for a command that runs without it: the environment, then a file for
 * each secret, then a properties file, then the packaged defaults. Immutable. Thread-safe.
 */
public final class SettingsFiles implements Function<String, Optional<String>> {
  private final Map<String, String> values;
  private final Map<String, String> environment;

  private SettingsFiles(Map<String, String> values, Map<String, String> environment) {
    this.values = values;
    this.environment = environment;
  }

  /**
   * Reads the files.
   *
   * @param defaults a properties file, which is closed
   * @param properties the settings that are no secrets
   * @param secrets a folder with one file a key, named after it; the white space at its ends does
   *     not count
   * @param environment in which {@code pool.db.url} is {@code POOL_DB_URL}
   */
  public static SettingsFiles read(
      InputStream defaults,
      Path properties,
      Optional<Path> secrets,
      Map<String, String> environment)
      throws IOException {
    Properties all = new Properties();
    try (InputStream packaged = defaults;
        Reader own = Files.newBufferedReader(properties)) {
      all.load(packaged);
      all.load(own);
    }
    Map<String, String> values = new HashMap<>();
    all.stringPropertyNames().forEach(name -> values.put(name, all.getProperty(name)));
    if (secrets.isPresent()) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(secrets.get(), Files::isRegularFile)) {
        for (Path file : files) {
          values.put(file.getFileName().toString(), Files.readString(file).strip());
        }
      }
    }
    return new SettingsFiles(values, Map.copyOf(environment));
  }

  /** The text of a key, if it is set. */
  @Override
  public Optional<String> apply(String key) {
    String name = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(values.get(key)));
  }
}
