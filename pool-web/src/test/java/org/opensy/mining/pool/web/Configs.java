package org.opensy.mining.pool.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.config.PoolConfig;

/** Configurations: the packaged defaults under what a test sets. */
final class Configs {
  private Configs() {}

  /** The least that a pool needs on the main network, and these keys. */
  static PoolConfig with(Map<String, String> keys) {
    Map<String, String> values = defaults();
    values.putAll(
        Map.of(
            "pool.network", "main",
            "pool.address", "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z",
            "pool.node.url", "http://127.0.0.1:9632",
            "pool.node.user", "pool",
            "pool.node.password", "secret",
            "pool.db.password", "secret"));
    values.putAll(keys);
    return PoolConfig.read(of(values));
  }

  private static Map<String, String> defaults() {
    Properties properties = new Properties();
    try (InputStream file =
        PoolConfig.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static Config of(Map<String, String> values) {
    return (Config)
        Proxy.newProxyInstance(
            Configs.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getOptionalValue")) {
                return Optional.ofNullable(values.get(arguments[0]));
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
