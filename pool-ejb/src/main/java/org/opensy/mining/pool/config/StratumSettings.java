package org.opensy.mining.pool.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;
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

  /** With the network that was read before. */
  static Supplier<StratumSettings> read(SettingsReader keys, Setting<Network> network) {
    Setting<List<InetSocketAddress>> addresses = listen(keys);
    Setting<Integer> workers =
        keys.optional("pool.stratum.workers", processors(), SettingFormat.number(1, 128));
    Setting<Integer> capacity =
        keys.required("pool.stratum.queue-capacity", SettingFormat.number(1, 1_000_000));
    Supplier<StratumLimits> limits = StratumLimits.read(keys);
    Setting<Duration> interval = keys.required("pool.stratum.share-interval", Formats.seconds());
    Setting<Boolean> cryptonote = cryptonoteNonce(keys, network);
    Setting<String> guide = keys.optional("pool.miner-guide", "", SettingFormat.TEXT);
    List<Setting<StratumPort>> ports = ports(keys, addresses);
    Supplier<List<PortSettings>> sockets = sockets(keys, addresses, ports);
    return () ->
        new StratumSettings(
            ports.stream().map(Setting::get).toList(),
            interval.get(),
            limits.get().worthlessShares(),
            cryptonote.get(),
            guide.get(),
            new ListenSettings(
                sockets.get(), workers.get(), capacity.get(), limits.get().listener()));
  }

  private static Setting<Boolean> cryptonoteNonce(SettingsReader keys, Setting<Network> network) {
    String key = "pool.stratum.accept-cryptonote-nonce";
    Setting<Boolean> accepted = keys.required(key, SettingFormat.FLAG);
    boolean regtest = network.isUsable() && network.get() == Network.REGTEST;
    if (accepted.isUsable() && accepted.get() && !regtest) {
      keys.report(key, "is true", "false, but on regtest: such shares can never be blocks");
    }
    return accepted;
  }

  /** The settings of each port; of none if what holds for all cannot be used. */
  private static List<Setting<StratumPort>> ports(
      SettingsReader keys, Setting<List<InetSocketAddress>> addresses) {
    Setting<StratumPort> common = StratumPort.readCommon(keys);
    if (!common.isUsable() || !addresses.isUsable()) {
      return List.of();
    }
    return addresses.get().stream()
        .map(address -> common.get().readOwn(keys, address.getPort()))
        .toList();
  }

  private static Supplier<List<PortSettings>> sockets(
      SettingsReader keys,
      Setting<List<InetSocketAddress>> addresses,
      List<Setting<StratumPort>> ports) {
    List<StratumPort> usable = ports.stream().filter(Setting::isUsable).map(Setting::get).toList();
    boolean anyTls = usable.stream().anyMatch(StratumPort::tls);
    Supplier<Optional<TlsFiles>> tls = anyTls ? tlsFiles(keys) : Optional::empty;
    boolean anyProxied = usable.stream().anyMatch(StratumPort::proxied);
    Supplier<List<Subnet>> proxies = anyProxied ? proxies(keys) : List::of;
    return () -> {
      List<PortSettings> sockets = new ArrayList<>();
      for (int i = 0; i < usable.size(); i++) {
        sockets.add(
            new PortSettings(
                addresses.get().get(i),
                usable.get(i).tls() ? tls.get() : Optional.empty(),
                usable.get(i).proxied() ? proxies.get() : List.of()));
      }
      return sockets;
    };
  }

  private static Supplier<Optional<TlsFiles>> tlsFiles(SettingsReader keys) {
    Setting<Path> certificates =
        keys.required("pool.stratum.tls.certificate", new SettingFormat<>("a PEM file", Path::of));
    Setting<Path> key =
        keys.required("pool.stratum.tls.key", new SettingFormat<>("a PEM file (PKCS#8)", Path::of));
    return () -> Optional.of(new TlsFiles(certificates.get(), key.get()));
  }

  private static Setting<List<Subnet>> proxies(SettingsReader keys) {
    return keys.required(
        "pool.stratum.proxies",
        new SettingFormat<>(
            "addresses or subnets such as 192.0.2.0/24, separated by commas", Formats::subnets));
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Address and ports alone, so that the ports can be probed whatever else is wrong. */
  static Setting<List<InetSocketAddress>> listen(SettingsReader keys) {
    Setting<List<Integer>> ports =
        keys.required(
            PORT_KEY,
            new SettingFormat<>(
                "whole numbers from 1 to 65535, separated by commas, each once",
                StratumSettings::numbers));
    Setting<String> host =
        keys.required(
            "pool.stratum.bind-address",
            new SettingFormat<>(
                "a local address such as 127.0.0.1 or 0.0.0.0", StratumSettings::resolvable));
    return Setting.of(
        PORT_KEY,
        () -> ports.get().stream().map(port -> new InetSocketAddress(host.get(), port)).toList(),
        ports,
        host);
  }

  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      long number = SettingFormat.wholeNumber(text.strip());
      if (number < 1 || number > LAST_PORT || numbers.contains((int) number)) {
        throw new IllegalArgumentException("not a port, or named before");
      }
      numbers.add((int) number);
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
