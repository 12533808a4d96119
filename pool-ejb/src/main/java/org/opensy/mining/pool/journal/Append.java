package org.opensy.mining.pool.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A record on its way to the disk. Thread-safe.
 *
 * @param record its bytes, which nobody changes
 * @param urgent whether it may use the last room
 * @param answer with the ticket when it is synced, empty if it is refused
 */
@SuppressWarnings("ArrayRecordComponent")
record Append(byte[] record, boolean urgent, CompletableFuture<Optional<JournalTicket>> answer) {

  void refuse() {
    answer.complete(Optional.empty());
  }
}
