package org.opensy.mining.pool.config;

import java.nio.file.Path;

/** How the pool logs in to its nodes: HTTP basic authentication from one of two sources. */
public sealed interface NodeLogin {

  /**
   * A fixed user and password ({@code rpcuser}/{@code rpcpassword} or {@code rpcauth} of the node).
   */
  record Password(String user, Secret password) implements NodeLogin {}

  /**
   * The node's cookie file, one line {@code user:password}, written anew at each start of the node.
   */
  record CookieFile(Path path) implements NodeLogin {}
}
