package org.opensy.mining.dev.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The ports of 127.0.0.1 that the development stack listens on, with the property that changes
 * each.
 */
enum StackPort {
  POSTGRES("PostgreSQL", "stack.port.postgres", 15432),
  REDIS("Redis", "stack.port.redis", 16379),
  NODE("node JSON-RPC", "stack.port.node", 18443),
  HTTP("pool HTTP", "stack.port.http", 8080),
  OPERATIONS("pool operations", "stack.port.operations", 8090),
  ADMIN("admin console", "stack.port.admin", 4848),
  STRATUM("Stratum", "pool.stratum.port", 3333),
  COORDINATOR("coordinator gRPC", "coopmine.coordinator.port", 3334),
  COORDINATOR_HTTP("coordinator HTTP", "stack.port.coordinator", 8081),
  WORKER_1_HTTP("worker 1 HTTP", "stack.port.worker1", 8082),
  WORKER_2_HTTP("worker 2 HTTP", "stack.port.worker2", 8083);

  private final String description;
  private final String property;
  private final int standard;

  StackPort(String description, String property, int standard) {
    this.description = description;
    this.property = property;
    this.standard = standard;
  }

  /**
   * Reads all ports.
   *
   * @param properties gives the value of a property or null
   * @throws StackException naming every value that is no port
   */
  static Map<StackPort, Integer> read(Function<String, String> properties) {
    Map<StackPort, Integer> ports = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (StackPort port : values()) {
      String value = properties.apply(port.property);
      int number = value == null ? port.standard : parse(value);
      if (number < 1 || number > 65_535) {
        problems.add(port.property + "=" + value + " is not a port (1 to 65535)");
      }
      ports.put(port, number);
    }
    if (!problems.isEmpty()) {
      throw new StackException(String.join("\n", problems));
    }
    return ports;
  }

  /** Fails when one of the ports is taken, naming all of them and how to choose others. */
  static void requireFree(Map<StackPort, Integer> ports, Collection<StackPort> wanted) {
    List<String> taken = new ArrayList<>();
    for (StackPort port : wanted) {
      int number = ports.get(port);
      if (!Ports.isFree(number)) {
        taken.add(
            "port %d (%s) is taken; choose another with -D%s=…"
                .formatted(number, port.description, port.property));
      }
    }
    if (!taken.isEmpty()) {
      throw new StackException(String.join("\n", taken));
    }
  }

  private static int parse(String value) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
