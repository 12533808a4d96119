package org.opensy.mining.pool.ledger;

import java.util.List;

/**
 * CDI event: these shares have just been committed. Observers run on the writer's thread and must
 * be quick and not throw.
 *
 * @param shares the batch
 */
public record SharesWritten(List<ShareEntry> shares) {}
