package org.opensy.mining.stratum.protocol;

/**
 * A miner asks for the job of this moment; the answer is a {@link JobResult}. Thread-safe.
 *
 * @param id echoed in the answer
 * @param session the id that the login answer gave, or empty
 */
public record GetJob(RpcId id, String session) implements ClientMessage {}
