package org.opensy.mining.stratum.adapter;

import org.opensy.mining.stratum.transport.PortConfig;

/**
 * What an activation asks for, checked. Thread-safe.
 *
 * @param port the ports and their bounds
 * @param workers how many container threads call the message bean, at least 1
 */
record StratumSettings(PortConfig port, int workers) {}
