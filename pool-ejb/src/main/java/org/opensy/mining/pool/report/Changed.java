package org.opensy.mining.pool.report;

/**
 * An entry as its latest change left it.
 *
 * @param point when that was
 */
public record Changed<T>(ChangePoint point, T entry) {}
