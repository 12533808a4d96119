package org.opensy.mining.pool.config;

import java.net.URI;

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
}
