package org.opensy.mining.pool.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.Transaction;

/** What the ledger does for a found block: keeps it on disk, and its share with it. */
public interface BlockJournal {

  /**
   * Puts a block into the journal, without waiting.
   *
   * @return completed on any thread, with the ticket to {@link #settle} when the block is stored;
   *     empty if the journal does not take it
   */
  CompletionStage<Optional<JournalTicket>> record(BlockFind find);

  /** A block is stored: the journal need not keep it. */
  void settle(JournalTicket ticket);

  /** Blocks that a former run did not store, each on {@link #hold}. */
  List<JournaledBlock> blocks();

  /**
   * Does not say that all is stored before {@link #release}, even if the share is: for the block
   * that it is.
   */
  void hold(ShareEntry entry);

  /** Ends a {@link #hold}. */
  void release(ShareEntry entry);

  /**
   * Writes a share at once, whether or not it is offered too, and what belongs to it in the same
   * transaction: both or neither.
   *
   * @param along may run twice, in a new transaction after the first was rolled back
   * @throws org.opensy.mining.pool.sql.DatabaseException if the database fails
   */
  void store(ShareEntry entry, Consumer<Transaction> along);
}
