package org.opensy.mining.pool.ledger;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.share.ShareEntry;

/** Where shares that count are kept. Implementations are thread-safe. */
public interface ShareLedger {

  /**
   * Records a share, without waiting. From the moment of its entry on this instance does not say
   * that all is stored.
   *
   * @param share makes the entry as of now
   * @param answers where the answer is given; those that become known together are one task
   * @return true when the share is safe on disk and may be acknowledged; false, and counted, when
   *     there is no room or the disk fails, and then it is not kept
   */
  CompletionStage<Boolean> record(Function<Instant, ShareEntry> share, Executor answers);

  /**
   * The same for a share that is a block.
   *
   * @param block is given the entry before anything else happens to it; the share is kept even if
   *     this throws
   */
  CompletionStage<Boolean> recordBlock(
      Function<Instant, ShareEntry> share, Consumer<ShareEntry> block, Executor answers);
}
