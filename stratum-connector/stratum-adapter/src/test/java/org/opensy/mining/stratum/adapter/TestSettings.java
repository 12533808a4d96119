package org.opensy.mining.stratum.adapter;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.PortSettings;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.api.TlsFiles;

/** Generous settings that a test makes narrower. Not thread-safe. */
final class TestSettings {
  final List<InetSocketAddress> addresses = new ArrayList<>();
  Optional<TlsFiles> tls = Optional.empty();
  List<Subnet> proxies = List.of();
  int workers = 4;
  int queueCapacity = 4096;
  int connections = 20_000;
  int perAddress = 20_000;
  int perSubnet = 20_000;
  int logins = 10_000;
  int loginsPerAddress = 10_000;
  int submits = 10_000;
  int pendingSubmits = 1000;
  int lineBytes = 8192;
  int unsentBytes = 65_536;
  int loginSeconds = 20;
  int idleSeconds = 600;

  TestSettings(InetSocketAddress address) {
    addresses.add(address);
  }

  /** One worker, and in each lane of the queue one place. */
  void narrow() {
    workers = 1;
    queueCapacity = 1;
  }

  ListenSettings build() {
    return new ListenSettings(
        addresses.stream().map(address -> new PortSettings(address, tls, proxies)).toList(),
        workers,
        queueCapacity,
        new Limits(
            new Limits.Connections(connections, perAddress, perSubnet),
            new Limits.Rates(logins, loginsPerAddress, submits),
            new Limits.Session(pendingSubmits, 10, lineBytes, 8, unsentBytes),
            new Limits.Times(loginSeconds, idleSeconds)));
  }
}
