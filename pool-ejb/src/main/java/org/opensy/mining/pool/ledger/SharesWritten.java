package org.opensy.mining.pool.ledger;

import java.util.List;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * CDI event: these shares have just been committed. Observers run on the writer's thread and must
 * be quick and not throw.
 *
 * @param shares the batch
 */
public record SharesWritten(List<ShareEntry> shares) {}
