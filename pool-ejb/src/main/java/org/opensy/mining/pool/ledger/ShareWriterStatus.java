package org.opensy.mining.pool.ledger;

/**
 * How the writing of shares goes.
 *
 * @param waiting shares not yet in the database
 * @param written shares written since the start
 * @param dropped shares refused since the start, for want of room on disk or in memory, or by the
 *     database
 * @param failing whether the last batch could not be written
 */
public record ShareWriterStatus(long waiting, long written, long dropped, boolean failing) {}
