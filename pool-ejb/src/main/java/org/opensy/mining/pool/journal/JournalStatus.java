package org.opensy.mining.pool.journal;

/**
 * How a journal stands.
 *
 * @param waiting records that are synced and not settled
 * @param bytes its size on disk
 * @param full whether records are refused because it is as large as it may be
 * @param failing whether records are refused because the disk fails
 * @param failures how often the disk failed since the start
 * @param replayed records that were found at the start
 */
public record JournalStatus(
    long waiting, long bytes, boolean full, boolean failing, long failures, long replayed) {}
