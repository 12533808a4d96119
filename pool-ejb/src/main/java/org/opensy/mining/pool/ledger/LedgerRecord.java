package org.opensy.mining.pool.ledger;

import org.opensy.mining.pool.share.ShareEntry;

/** What the journal keeps of shares and blocks; {@link LedgerCodec} has the bytes. */
sealed interface LedgerRecord {

  /**
   * A share.
   *
   * @param entry all that is written of it
   */
  record OfShare(ShareEntry entry) implements LedgerRecord {}

  /**
   * A block.
   *
   * @param find all that is stored of it
   */
  record OfBlock(BlockFind find) implements LedgerRecord {}
}
