package org.opensy.mining.pool.journal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A record on its way to the disk.
 *
 * @param record its bytes, which nobody changes
 * @param urgent whether it may use the last room and is not kept waiting for others
 * @param answers where the answer is given
 * @param answer with the ticket when it is synced, empty if it is refused
 */
@SuppressWarnings("ArrayRecordComponent")
record Append(
    byte[] record,
    boolean urgent,
    Executor answers,
    CompletableFuture<Optional<JournalTicket>> answer) {

  /** Gives all the same answer, in one task for each executor: a group wakes each thread once. */
  static void answer(List<Append> appends, Optional<JournalTicket> ticket) {
    IdentityHashMap<Executor, List<Append>> byExecutor = new IdentityHashMap<>();
    for (Append append : appends) {
      byExecutor.computeIfAbsent(append.answers, executor -> new ArrayList<>()).add(append);
    }
    byExecutor.forEach(
        (executor, its) ->
            run(executor, () -> its.forEach(append -> append.answer.complete(ticket))));
  }

  /** A thread that has ended must not keep an answer from being given. */
  private static void run(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException ended) {
      task.run();
    }
  }
}
