package org.opensy.mining.pool.config;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * The port that miners connect to.
 *
 * @param listen address and port
 * @param workers threads that judge shares; one a processor unless it is set
 * @param queueCapacity submits that may wait for a thread
 * @param difficulty of a new session's jobs, in expected hashes
 */
public record StratumSettings(
    InetSocketAddress listen, int workers, int queueCapacity, Difficulty difficulty) {

  static Optional<StratumSettings> read(KeyReader keys) {
    Optional<InetSocketAddress> listen = listen(keys);
    int workers = keys.optionalNumber("pool.stratum.workers", 1, 128).orElse(processors());
    Optional<Integer> capacity = keys.number("pool.stratum.queue-capacity", 1, 1_000_000);
    Optional<Difficulty> difficulty =
        keys.required(
            "pool.stratum.difficulty",
            "expected hashes a share, a whole number from 1 up",
            text -> Difficulty.of(Long.parseLong(text)));
    return listen.isPresent() && capacity.isPresent()
        ? difficulty.map(start -> new StratumSettings(listen.get(), workers, capacity.get(), start))
        : Optional.empty();
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Address and port alone, so that the port can be probed whatever else is wrong. */
  static Optional<InetSocketAddress> listen(KeyReader keys) {
    Optional<Integer> port = keys.number("pool.stratum.port", 1, 65_535);
    Optional<String> host =
        keys.required(
            "pool.stratum.bind-address",
            "a local address such as 127.0.0.1 or 0.0.0.0",
            StratumSettings::resolvable);
    return port.flatMap(number -> host.map(name -> new InetSocketAddress(name, number)));
  }

  private static String resolvable(String host) {
    if (new InetSocketAddress(host, 0).isUnresolved()) {
      throw new IllegalArgumentException("unknown host");
    }
    return host;
  }
}
