package org.opensy.mining.pool.ledger;

import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * A share that is in the journal and not yet known to be in the database. Thread-safe.
 *
 * @param entry the share
 * @param ticket to settle it with
 */
record QueuedShare(ShareEntry entry, JournalTicket ticket) {}
