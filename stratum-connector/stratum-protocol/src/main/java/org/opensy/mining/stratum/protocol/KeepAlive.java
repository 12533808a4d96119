package org.opensy.mining.stratum.protocol;

/**
 * A miner says that it is still there. Thread-safe.
 *
 * @param id echoed in the answer
 * @param session the id that the login answer gave, or empty
 */
public record KeepAlive(RpcId id, String session) implements ClientMessage {}
