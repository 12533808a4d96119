package org.opensy.mining.pool.journal;

/**
 * A record that was in the journal when it was opened. Not thread-safe: the bytes are not copied.
 *
 * @param bytes what was appended
 * @param ticket to settle it with
 */
@SuppressWarnings("ArrayRecordComponent")
public record JournalRecord(byte[] bytes, JournalTicket ticket) {}
