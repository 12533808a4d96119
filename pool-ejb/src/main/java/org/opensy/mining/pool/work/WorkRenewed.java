package org.opensy.mining.pool.work;

import org.opensy.mining.pool.job.JobTemplate;

/**
 * There is new work, and {@link CurrentWork} has it already; a CDI event. It is fired under the
 * lock of the feed, so observers hear of works in their order, and the next waits for them.
 *
 * @param newBlock whether it follows another block than the work before, which is worth nothing now
 */
public record WorkRenewed(JobTemplate work, boolean newBlock) {}
