package org.opensy.mining.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

/**
 * The pool's packaged defaults for regtest, with limits that let one address have all connections.
 * Thread-safe.
 */
final class FrontConfig implements Config {
  /** Whom the pool pays, and a login for miners: one address is enough. */
  static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";
  private static final String SECRET = "only-for-this-benchmark";
  private static final String MANY = "1000000";
  private static final List<String> LIMITS =
      List.of(
          "connections",
          "connections-per-address",
          "connections-per-subnet",
          "logins",
          "logins-per-address",
          "submits-per-session",
          "pending-submits");

  private final Map<String, String> values = new HashMap<>();

  private FrontConfig(int port) {
    Properties defaults = new Properties();
    try (InputStream packaged = PoolConfig.class.getResourceAsStream(DEFAULTS)) {
      defaults.load(packaged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    defaults.stringPropertyNames().forEach(key -> values.put(key, defaults.getProperty(key)));
    LIMITS.forEach(limit -> values.put("pool.limit." + limit, MANY));
    values.put("pool.stratum.port", Integer.toString(port));
    values.put("pool.stratum.queue-capacity", MANY);
    // Every hash is a share here, and stays one however many come.
    values.put("pool.stratum.difficulty", "1");
    values.put("pool.stratum.max-difficulty", "1");
    values.put("pool.network", "regtest");
    values.put("pool.address", ADDRESS);
    values.put("pool.node.url", "http://127.0.0.1:18443");
    values.put("pool.node.user", "bench");
    values.put("pool.node.password", SECRET);
    values.put("pool.db.password", SECRET);
  }

  /** For a pool that listens on that port of 127.0.0.1. */
  static PoolConfig forPort(int port) {
    return PoolConfig.read(new FrontConfig(port));
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
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
    throw new IllegalArgumentException("nothing is wrapped");
  }
}
