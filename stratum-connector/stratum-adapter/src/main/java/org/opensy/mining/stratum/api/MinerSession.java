package org.opensy.mining.stratum.api;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * One connection of a miner, from accept to close. Thread-safe.
 *
 * @param id unique while the server runs; not told to the miner
 * @param rpcId the unguessable id that the miner puts in its submits, 32 hex digits
 * @param remoteAddress where the miner connects from
 * @param localPort which of the pool's ports it connected to
 * @param connectedAt when the connection was accepted
 */
public record MinerSession(
    long id, String rpcId, InetSocketAddress remoteAddress, int localPort, Instant connectedAt) {}
