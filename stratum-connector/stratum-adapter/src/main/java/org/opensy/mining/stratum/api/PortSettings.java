package org.opensy.mining.stratum.api;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * One port that miners connect to. Thread-safe.
 *
 * @param address where to listen; port 0 takes a free one
 * @param tls for TLS 1.2 and 1.3; empty for plain TCP
 * @param proxies if not empty, every connection has to come from one of these and has to begin with
 *     a header of the PROXY protocol, version 1 or 2, which says who the miner is
 */
public record PortSettings(
    InetSocketAddress address, Optional<TlsFiles> tls, List<Subnet> proxies) {
  /** Takes a copy of the list. */
  public PortSettings {
    proxies = List.copyOf(proxies);
  }

  /** Plain TCP without proxies. */
  public static PortSettings plain(InetSocketAddress address) {
    return new PortSettings(address, Optional.empty(), List.of());
  }
}
