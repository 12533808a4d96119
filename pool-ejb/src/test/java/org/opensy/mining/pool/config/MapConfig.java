package org.opensy.mining.pool.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** A configuration of texts: the packaged defaults under what a test sets. Not thread-safe. */
public final class MapConfig implements Config {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  /** The packaged defaults alone. */
  public static MapConfig defaults() {
    Properties properties = new Properties();
    try (InputStream file =
        MapConfig.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MapConfig config = new MapConfig();
    properties.stringPropertyNames().forEach(k -> config.with(k, properties.getProperty(k)));
    return config;
  }

  /** The least that a pool needs on regtest. */
  public static MapConfig usable() {
    return defaults()
        .with("pool.network", "regtest")
        .with("pool.address", "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv")
        .with("pool.node.url", "http://127.0.0.1:18443")
        .with("pool.node.user", "miner")
        .with("pool.node.password", "hunter2")
        .with("pool.db.password", "hunter3");
  }

  /** Sets a key. */
  public MapConfig with(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** Removes a key. */
  public MapConfig without(String key) {
    values.remove(key);
    return this;
  }

  /** All keys that have a value. */
  public Stream<String> keys() {
    return values.keySet().stream();
  }

  /** All keys that somebody asked for. */
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    asked.add(name);
    return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty()).map(type::cast);
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type).orElseThrow(() -> new NoSuchElementException(name));
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public ConfigValue getConfigValue(String name) {
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
    throw new IllegalArgumentException();
  }
}
