package org.opensy.mining.pool.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets only so many tasks run at once; the others wait without a thread and start in the order in
 * which they came, each in the thread that ended the task before it. Thread-safe.
 */
final class Bulkhead {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  /**
   * @param most tasks at once, at least 1
   */
  Bulkhead(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("no task could ever run");
    }
    free = most;
  }

  /** Starts the task now or when its turn has come; the future ends as the task's does. */
  <T> CompletableFuture<T> execute(Supplier<CompletableFuture<T>> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable start = () -> run(task, done);
    if (isFree(start)) {
      start.run();
    }
    return done;
  }

  private <T> void run(Supplier<CompletableFuture<T>> task, CompletableFuture<T> done) {
    CompletableFuture<T> unused =
        task.get()
            .whenComplete(
                (value, failure) -> {
                  next().ifPresent(Runnable::run);
                  if (failure == null) {
                    done.complete(value);
                  } else {
                    done.completeExceptionally(failure);
                  }
                });
  }

  private synchronized boolean isFree(Runnable start) {
    if (free == 0) {
      waiting.add(start);
      return false;
    }
    free--;
    return true;
  }

  private synchronized Optional<Runnable> next() {
    if (waiting.isEmpty()) {
      free++;
    }
    return Optional.ofNullable(waiting.poll());
  }
}
