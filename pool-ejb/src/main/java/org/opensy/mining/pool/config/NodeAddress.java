package org.opensy.mining.pool.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/**
 * Where one node's JSON-RPC listens, with the way to log in.
 *
 * @param uri {@code http} or {@code https} with host and port, without user information
 * @param login user and password or cookie file
 */
public record NodeAddress(URI uri, NodeLogin login) {

  /** Host and port, the name under which operators see this node. */
  public String name() {
    return uri.getHost() + ":" + uri.getPort();
  }

  /**
   * Where the node answers for one of its wallets (its wallet/rpc/util.cpp): the name stands
   * percent-encoded behind {@code /wallet/}.
   */
  public NodeAddress wallet(String walletName) {
    String base = uri.toString().replaceAll("/+$", "");
    // The node takes a plus sign for itself, not for a blank.
    String encoded = URLEncoder.encode(walletName, UTF_8).replace("+", "%20");
    return new NodeAddress(URI.create(base + "/wallet/" + encoded), login);
  }
}
