package org.opensy.mining.stratum.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the ports of one activation; the bounds hold for all of them together.
 * Thread-safe.
 *
 * @param addresses where to listen, at least one; port 0 takes a free one
 * @param queueCapacity how many requests may wait for a worker, at least 1
 * @param maxConnections how many miners may be connected, at least 1
 * @param maxUnsentBytes a miner that leaves more than this unread is dropped
 * @param loginTimeOut how long a connection may stay without a login
 * @param idleTimeOut how long a miner may stay silent
 */
public record PortConfig(
    List<InetSocketAddress> addresses,
    int queueCapacity,
    int maxConnections,
    int maxUnsentBytes,
    Duration loginTimeOut,
    Duration idleTimeOut) {

  /** Takes a copy of the list. */
  public PortConfig {
    addresses = List.copyOf(addresses);
  }
}
