package org.opensy.mining.stratum.api;

import java.util.List;

/**
 * What the listener needs to open its ports. Thread-safe.
 *
 * @param ports at least one
 * @param workers threads of the container that call the pool, at least 1
 * @param queueCapacity how many requests of a kind may wait for a worker, at least 1
 * @param limits what a miner may take; they hold for all ports together
 */
public record ListenSettings(
    List<PortSettings> ports, int workers, int queueCapacity, Limits limits) {
  /** Takes a copy of the list. */
  public ListenSettings {
    ports = List.copyOf(ports);
  }
}
