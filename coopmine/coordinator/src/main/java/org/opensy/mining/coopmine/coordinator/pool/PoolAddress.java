package org.opensy.mining.coopmine.coordinator.pool;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the pool listens.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record PoolAddress(String host, int port) {
  private static final String FORM = "must be stratum+tcp://host:port";

  /** Checks the parts. */
  public PoolAddress {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(FORM);
    }
  }

  /**
   * Reads {@code stratum+tcp://host:port}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static PoolAddress parse(String url) {
    try {
      URI uri = new URI(url.strip());
      boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
      if (!"stratum+tcp".equals(uri.getScheme())
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || !bare) {
        throw new IllegalArgumentException(FORM);
      }
      return new PoolAddress(uri.getHost().replaceAll("^\\[|\\]$", ""), uri.getPort());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
