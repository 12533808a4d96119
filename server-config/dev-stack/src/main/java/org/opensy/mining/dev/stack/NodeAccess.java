package org.opensy.mining.dev.stack;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the pool reaches its node or nodes.
 *
 * @param url JSON-RPC addresses, comma-separated, in order of preference
 * @param user RPC user, empty when a cookie file is used
 * @param password RPC password, empty when a cookie file is used
 * @param cookieFile path of the node's cookie file, empty when user and password are used
 * @param poolAddress address that receives the coinbase
 */
public record NodeAccess(
    String url, String user, String password, String cookieFile, String poolAddress) {

  /** The same node with another address for the coinbase. */
  NodeAccess paying(String address) {
    return new NodeAccess(url, user, password, cookieFile, address);
  }

  /** The same as MicroProfile Config keys; empty values are left out. */
  Map<String, String> configuration() {
    Map<String, String> keys = new TreeMap<>();
    keys.put("pool.node.url", url);
    keys.put("pool.node.user", user);
    keys.put("pool.node.password", password);
    keys.put("pool.node.cookie-file", cookieFile);
    keys.put("pool.address", poolAddress);
    keys.values().removeIf(String::isEmpty);
    return keys;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "NodeAccess[" + url + "]";
  }
}
