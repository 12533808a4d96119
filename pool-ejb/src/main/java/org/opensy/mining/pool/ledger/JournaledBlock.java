package org.opensy.mining.pool.ledger;

import org.opensy.mining.pool.journal.JournalTicket;

/**
 * A block that was in the journal at the start: nobody knows whether it is stored or submitted.
 *
 * @param find the block
 * @param ticket to settle it with when it is stored
 */
public record JournaledBlock(BlockFind find, JournalTicket ticket) {}
