package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.suggest_target} or {@code mining.suggest_difficulty}: a miner wishes for a target
 * of its shares. Thread-safe.
 *
 * @param id echoed in the answer
 * @param target what the miner suggests
 */
public record SuggestTarget(RpcId id, Target target) implements BitcoinRequest {}
