package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.set_difficulty}: what shares of the jobs that follow must meet; jobs sent before
 * keep theirs. Thread-safe.
 *
 * @param difficulty in the unit of that message
 */
public record SetDifficulty(BitcoinDifficulty difficulty) implements ServerMessage {}
