package org.opensy.mining.pool.ban;

import java.time.Duration;

/**
 * When misbehaviour is too much.
 *
 * @param threshold points from which a source is banned; positive
 * @param halfLife in which a score halves by itself; positive
 */
public record ScoreTerms(int threshold, Duration halfLife) {}
