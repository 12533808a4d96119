package org.opensy.mining.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.settings.SettingsFiles;

/** The pool's configuration out of files: texts only. Thread-safe. */
final class FileConfig implements Config {
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

  private final SettingsFiles files;

  private FileConfig(SettingsFiles files) {
    this.files = files;
  }

  /** Those of the server, with its environment. */
  static FileConfig read(Path properties, Optional<Path> secrets) throws IOException {
    return new FileConfig(
        SettingsFiles.read(
            PoolConfig.class.getResourceAsStream(DEFAULTS), properties, secrets, System.getenv()));
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type)
        .orElseThrow(() -> new NoSuchElementException(name + " is missing"));
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return files.apply(name).map(type::cast);
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<String> getPropertyNames() {
    throw new UnsupportedOperationException();
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
