package org.opensy.mining.pool.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.PortSettings;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.api.TlsFiles;

/**
 * The ports that miners connect to.
 *
 * @param ports at least one, each number once
 * @param shareInterval how often a miner should find a share
 * @param worthlessShares with so many more of them than good shares a session is closed
 * @param cryptonoteNonce whether shares with the nonce at byte 39 are taken, as protocol tests
 * @param guide where the miner guide is, for messages to miners
 * @param listen what the listener needs
 */
public record StratumSettings(
    List<StratumPort> ports,
    Duration shareInterval,
    int worthlessShares,
    boolean cryptonoteNonce,
    String guide,
    ListenSettings listen) {
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

  /** Threads that judge shares. */
  public int workers() {
    return listen.workers();
  }

  /** Where the pool listens, for messages: host and ports. */
  public String hostAndPorts() {
    String host = listen.ports().get(0).address().getHostString();
    return host + ":" + ports.stream().map(StratumPort::port).toList();
  }

  static Optional<StratumSettings> read(KeyReader keys) {
    Optional<List<InetSocketAddress>> addresses = listen(keys);
    int workers = keys.optionalNumber("pool.stratum.workers", 1, 128).orElse(processors());
    Optional<Integer> capacity = keys.number("pool.stratum.queue-capacity", 1, 1_000_000);
    Optional<StratumLimits> limits = StratumLimits.read(keys);
    Optional<Duration> interval = keys.seconds("pool.stratum.share-interval");
    Optional<Boolean> cryptonote = cryptonoteNonce(keys);
    String guide = keys.text("pool.miner-guide").orElse("");
    Optional<StratumPort> common = StratumPort.readCommon(keys);
    if (addresses.isEmpty()
        || capacity.isEmpty()
        || limits.isEmpty()
        || interval.isEmpty()
        || cryptonote.isEmpty()
        || common.isEmpty()) {
      return Optional.empty();
    }
    List<StratumPort> ports = ports(keys, common.get(), addresses.get());
    Optional<List<PortSettings>> sockets = sockets(keys, addresses.get(), ports);
    return sockets.map(
        open ->
            new StratumSettings(
                ports,
                interval.get(),
                limits.get().worthlessShares(),
                cryptonote.get(),
                guide,
                new ListenSettings(open, workers, capacity.get(), limits.get().listener())));
  }

  private static Optional<Boolean> cryptonoteNonce(KeyReader keys) {
    String key = "pool.stratum.accept-cryptonote-nonce";
    Optional<Boolean> accepted = keys.flag(key);
    String regtest = Network.REGTEST.chainName();
    if (accepted.orElse(false) && keys.text("pool.network").filter(regtest::equals).isEmpty()) {
      keys.report(key, "is true", "false, but on regtest: such shares can never be blocks");
    }
    return accepted;
  }

  private static List<StratumPort> ports(
      KeyReader keys, StratumPort common, List<InetSocketAddress> addresses) {
    return addresses.stream()
        .flatMap(address -> common.readOwn(keys, address.getPort()).stream())
        .toList();
  }

  private static Optional<List<PortSettings>> sockets(
      KeyReader keys, List<InetSocketAddress> addresses, List<StratumPort> ports) {
    Optional<TlsFiles> tls = Optional.empty();
    List<Subnet> proxies = List.of();
    if (ports.stream().anyMatch(StratumPort::tls)) {
      tls = tlsFiles(keys);
    }
    if (ports.stream().anyMatch(StratumPort::proxied)) {
      proxies =
          keys.required(
                  "pool.stratum.proxies",
                  "addresses or subnets such as 192.0.2.0/24, separated by commas",
                  StratumSettings::subnets)
              .orElse(List.of());
    }
    if (!keys.problems().isEmpty()) {
      return Optional.empty();
    }
    List<PortSettings> sockets = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      sockets.add(
          new PortSettings(
              addresses.get(i),
              ports.get(i).tls() ? tls : Optional.empty(),
              ports.get(i).proxied() ? proxies : List.of()));
    }
    return Optional.of(sockets);
  }

  private static Optional<TlsFiles> tlsFiles(KeyReader keys) {
    Optional<Path> certificates =
        keys.required("pool.stratum.tls.certificate", "a PEM file", Path::of);
    Optional<Path> key = keys.required("pool.stratum.tls.key", "a PEM file (PKCS#8)", Path::of);
    return certificates.flatMap(chain -> key.map(secret -> new TlsFiles(chain, secret)));
  }

  private static List<Subnet> subnets(String list) {
    List<Subnet> subnets = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      subnets.add(Subnet.parse(text));
    }
    return subnets;
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
