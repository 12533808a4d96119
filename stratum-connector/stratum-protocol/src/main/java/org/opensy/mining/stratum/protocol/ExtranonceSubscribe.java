package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.extranonce.subscribe}: a miner can bear a change of its extranonce; the answer is
 * {@link Ok#accepted}, and the extranonce never changes. Thread-safe.
 *
 * @param id echoed in the answer
 */
public record ExtranonceSubscribe(RpcId id) implements BitcoinRequest {}
