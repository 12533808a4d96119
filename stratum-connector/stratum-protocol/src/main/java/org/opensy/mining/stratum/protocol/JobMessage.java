package org.opensy.mining.stratum.protocol;

/**
 * New work, sent without being asked for.
 *
 * @param job what to mine from now on
 */
public record JobMessage(StratumJob job) implements ServerMessage {}
