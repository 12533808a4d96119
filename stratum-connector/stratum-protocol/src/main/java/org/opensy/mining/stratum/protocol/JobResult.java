package org.opensy.mining.stratum.protocol;

/**
 * The good answer to {@link GetJob}. Thread-safe.
 *
 * @param id the id of the request
 * @param job what to mine from now on
 */
public record JobResult(RpcId id, StratumJob job) implements ServerMessage {}
