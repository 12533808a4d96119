package org.opensy.mining.pool.report;

import java.time.Instant;

/**
 * A place in the order of changes.
 *
 * @param at when the change happened
 * @param id of the row that changed, which decides between changes of the same time
 */
public record ChangePoint(Instant at, long id) {}
