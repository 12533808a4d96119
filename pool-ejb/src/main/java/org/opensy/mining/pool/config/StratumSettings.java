package org.opensy.mining.pool.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ports that miners connect to.
 *
 * @param bindAddress host name or address that all of them listen on
 * @param ports at least one, each number once
 * @param workers threads that judge shares; one a processor unless it is set
 * @param queueCapacity submits that may wait for a thread
 */
public record StratumSettings(
    String bindAddress, List<StratumPort> ports, int workers, int queueCapacity) {
  /** The key of the list of ports. */
  static final String PORT_KEY = "pool.stratum.port";

  private static final int LAST_PORT = 65_535;

  /** Takes a copy of the list. */
  public StratumSettings {
    ports = List.copyOf(ports);
  }

  /**
   * The settings of a port.
   *
   * @throws IllegalArgumentException if the pool does not listen there
   */
  public StratumPort port(int number) {
    return ports.stream()
        .filter(port -> port.port() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a port of the pool: " + number));
  }

  /** Where the pool listens, for messages: host and ports. */
  public String hostAndPorts() {
    return bindAddress + ":" + ports.stream().map(StratumPort::port).toList();
  }

  static Optional<StratumSettings> read(KeyReader keys) {
    Optional<List<InetSocketAddress>> listen = listen(keys);
    int workers = keys.optionalNumber("pool.stratum.workers", 1, 128).orElse(processors());
    Optional<Integer> capacity = keys.number("pool.stratum.queue-capacity", 1, 1_000_000);
    Optional<StratumPort> common = StratumPort.readCommon(keys);
    if (listen.isEmpty() || common.isEmpty()) {
      return Optional.empty();
    }
    List<StratumPort> ports =
        listen.get().stream()
            .map(address -> common.get().readOwn(keys, address.getPort()))
            .toList();
    String host = listen.get().get(0).getHostString();
    return capacity.map(calls -> new StratumSettings(host, ports, workers, calls));
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Address and ports alone, so that the ports can be probed whatever else is wrong. */
  static Optional<List<InetSocketAddress>> listen(KeyReader keys) {
    Optional<List<Integer>> ports =
        keys.required(
            PORT_KEY,
            "whole numbers from 1 to 65535, separated by commas, each once",
            StratumSettings::numbers);
    Optional<String> host =
        keys.required(
            "pool.stratum.bind-address",
            "a local address such as 127.0.0.1 or 0.0.0.0",
            StratumSettings::resolvable);
    return ports.flatMap(
        numbers ->
            host.map(
                name -> numbers.stream().map(port -> new InetSocketAddress(name, port)).toList()));
  }

  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      int number = Integer.parseInt(text.strip());
      if (number < 1 || number > LAST_PORT || numbers.contains(number)) {
        throw new IllegalArgumentException("not a port, or named before");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static String resolvable(String host) {
    if (new InetSocketAddress(host, 0).isUnresolved()) {
      throw new IllegalArgumentException("unknown host");
    }
    return host;
  }
}
