package org.opensy.mining.stratum.transport;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The settings of one port. Thread-safe.
 *
 * @param address where to listen; port 0 takes a free one
 * @param queueCapacity how many requests may wait for a worker, at least 1
 * @param maxConnections how many miners may be connected, at least 1
 * @param maxUnsentBytes a miner that leaves more than this unread is dropped
 * @param loginTimeOut how long a connection may stay without a login
 * @param idleTimeOut how long a miner may stay silent
 */
public record PortConfig(
    InetSocketAddress address,
    int queueCapacity,
    int maxConnections,
    int maxUnsentBytes,
    Duration loginTimeOut,
    Duration idleTimeOut) {

  /** Host and port for messages. */
  public String hostAndPort() {
    return address.getHostString() + ":" + address.getPort();
  }
}
