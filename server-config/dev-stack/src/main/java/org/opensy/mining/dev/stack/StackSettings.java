package org.opensy.mining.dev.stack;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code mvn -Prun} was asked to do.
 *
 * @param paths archives, cache and working directory
 * @param ports all ports
 * @param configuration every {@code pool.…}, {@code coopmine.…} and {@code randomx.…} property
 *     given on the command line; handed to the servers
 */
record StackSettings(
    StackPaths paths, Map<StackPort, Integer> ports, Map<String, String> configuration) {
  StackSettings {
    ports = Map.copyOf(ports);
    configuration = Map.copyOf(configuration);
  }

  static StackSettings from(Properties properties) {
    Map<String, String> configuration = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (Stream.of("pool.", "coopmine.", "randomx.").anyMatch(name::startsWith)) {
        configuration.put(name, properties.getProperty(name));
      }
    }
    return new StackSettings(
        StackPaths.fromSystemProperties(), StackPort.read(properties::getProperty), configuration);
  }

  int port(StackPort port) {
    return ports.get(port);
  }

  /** The node to use instead of our own, when one is given. */
  Optional<String> nodeUrl() {
    return value("pool.node.url");
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(configuration.get(key)).filter(value -> !value.isBlank());
  }

  /** Defaults of the stack with the command line's values on top. */
  Map<String, String> configured(Map<String, String> defaults) {
    Map<String, String> all = new TreeMap<>(defaults);
    all.putAll(configuration);
    return all;
  }
}
