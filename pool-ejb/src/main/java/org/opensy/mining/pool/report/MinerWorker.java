package org.opensy.mining.pool.report;

import java.time.Instant;
import java.util.Optional;

/**
 * A machine of a miner.
 *
 * @param id its number
 * @param name what it is called; empty if its name is not for everybody, or it has none
 * @param isHidden whether it has a name that is not for everybody
 * @param since when it was first seen
 * @param lastShareAt when its last share was accepted, give or take 10 seconds
 */
public record MinerWorker(
    long id, String name, boolean isHidden, Instant since, Optional<Instant> lastShareAt) {}
