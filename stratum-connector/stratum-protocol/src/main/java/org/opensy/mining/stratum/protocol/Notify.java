package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.notify}: new work in the Bitcoin dialect. Thread-safe.
 *
 * @param job what to mine from now on
 */
public record Notify(BitcoinJob job) implements ServerMessage {}
