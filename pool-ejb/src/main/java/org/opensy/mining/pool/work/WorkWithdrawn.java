package org.opensy.mining.pool.work;

/**
 * For too long no node has given or confirmed work, and {@link CurrentWork} has none any more; a
 * CDI event. Fired under the lock of the feed, as {@link WorkRenewed}, which ends it.
 *
 * @param why the last trouble
 */
public record WorkWithdrawn(String why) {}
