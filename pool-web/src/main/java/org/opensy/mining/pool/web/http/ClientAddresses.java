package org.opensy.mining.pool.web.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensy.mining.pool.config.HttpSettings;
import org.opensy.mining.pool.config.HttpSettings.ProxyHeader;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Finds the client that a request comes from. A proxy that is trusted says whom it speaks for; who
 * is not trusted is the client, whatever it says. So the header is read from the right, as far as
 * proxies are trusted: what stands further left was written by strangers. Thread-safe.
 */
final class ClientAddresses {
  private final Set<Subnet> proxies;
  private final ProxyHeader header;

  ClientAddresses(HttpSettings settings) {
    this.proxies = settings.proxies();
    this.header = settings.proxyHeader();
  }

  /** Name of the header that counts. */
  String header() {
    return header.fieldName();
  }

  /**
   * The client; nothing if a trusted proxy names somebody that is no address. A trusted proxy that
   * names nobody is the client itself.
   *
   * @param peer other end of the connection
   * @param lines of the header, in the order of the request
   */
  Optional<InetAddress> find(InetAddress peer, List<String> lines) {
    InetAddress client = peer;
    if (!isTrusted(peer) || lines.isEmpty()) {
      return Optional.of(peer);
    }
    List<String> names = names(String.join(",", lines));
    for (int i = names.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<InetAddress> named = AddressText.parse(names.get(i));
      if (named.isEmpty()) {
        return Optional.empty();
      }
      client = named.get();
    }
    return Optional.of(client);
  }

  private List<String> names(String line) {
    return header == ProxyHeader.FORWARDED
        ? ForwardedFor.clients(line)
        : Stream.of(line.split(",", -1)).toList();
  }

  private boolean isTrusted(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }
}
