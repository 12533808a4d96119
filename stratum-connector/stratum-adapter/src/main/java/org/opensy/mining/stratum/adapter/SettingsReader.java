package org.opensy.mining.stratum.adapter;

import jakarta.resource.spi.InvalidPropertyException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.opensy.mining.stratum.transport.PortConfig;

/** Checks activation properties and names all that are wrong at once. Not thread-safe. */
final class SettingsReader {
  private final List<String> problems = new ArrayList<>();

  StratumSettings read(StratumActivationSpec spec) throws InvalidPropertyException {
    PortConfig port =
        new PortConfig(
            addresses(spec),
            number("queueCapacity", spec.getQueueCapacity(), 4096, 1, 1_000_000),
            number("maxConnections", spec.getMaxConnections(), 20_000, 1, 1_000_000),
            number("maxUnsentBytes", spec.getMaxUnsentBytes(), 65_536, 4096, 16_777_216),
            seconds("loginTimeOutSeconds", spec.getLoginTimeOutSeconds(), 20, 3600),
            seconds("idleTimeOutSeconds", spec.getIdleTimeOutSeconds(), 600, 86_400));
    int processors = Math.min(128, Runtime.getRuntime().availableProcessors());
    int workers = number("workers", spec.getWorkers(), processors, 1, 128);
    if (!problems.isEmpty()) {
      throw new InvalidPropertyException("Stratum port: " + String.join("; ", problems));
    }
    return new StratumSettings(port, workers);
  }

  private List<InetSocketAddress> addresses(StratumActivationSpec spec) {
    String host = isUnset(spec.getBindAddress()) ? "127.0.0.1" : spec.getBindAddress().strip();
    if (new InetSocketAddress(host, 0).isUnresolved()) {
      problems.add("bindAddress '" + host + "' is not an address of this host");
    }
    return ports(isUnset(spec.getPort()) ? "3333" : spec.getPort()).stream()
        .map(port -> new InetSocketAddress(host, port))
        .toList();
  }

  private List<Integer> ports(String list) {
    List<Integer> ports = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      int port = bounded("port", text, 0, 65_535);
      if (port != 0 && ports.contains(port)) {
        problems.add("port " + port + " is named twice");
      }
      ports.add(port);
    }
    return ports;
  }

  private Duration seconds(String name, String text, int unset, int max) {
    return Duration.ofSeconds(number(name, text, unset, 1, max));
  }

  private int number(String name, String text, int unset, int min, int max) {
    return isUnset(text) ? unset : bounded(name, text, min, max);
  }

  private int bounded(String name, String text, int min, int max) {
    String digits = text.strip();
    if (digits.matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(digits);
      if (value >= min && value <= max) {
        return value;
      }
    }
    problems.add(name + " is '" + digits + "', not a number from " + min + " to " + max);
    return min;
  }

  private static boolean isUnset(String text) {
    return text == null || text.isBlank();
  }
}
