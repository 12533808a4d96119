package org.opensy.mining.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.opensy.mining.pool.config.PoolConfig;

/** The pool's configuration out of files: texts only. Thread-safe. */
final class FileConfig implements Config {
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

  private final Map<String, String> values;

  private FileConfig(Map<String, String> values) {
    this.values = values;
  }

  /** The packaged defaults, then the properties, then a file for each secret. */
  static FileConfig read(Path properties, Optional<Path> secrets) throws IOException {
    Properties all = new Properties();
    try (InputStream defaults = PoolConfig.class.getResourceAsStream(DEFAULTS)) {
      all.load(defaults);
    }
    try (Reader reader = Files.newBufferedReader(properties)) {
      all.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    all.stringPropertyNames().forEach(name -> values.put(name, all.getProperty(name)));
    if (secrets.isPresent()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(secrets.get(), "pool.*")) {
        for (Path file : files) {
          values.put(file.getFileName().toString(), Files.readString(file).strip());
        }
      }
    }
    return new FileConfig(values);
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type)
        .orElseThrow(() -> new NoSuchElementException(name + " is missing"));
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return List.of();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException("nothing is wrapped");
  }
}
