package org.opensy.mining.coopmine.worker.hash;

import java.util.Optional;

/**
 * What the coordinator wants.
 *
 * @param task the job to work on; empty: stop
 * @param previousStillGood whether shares of the job before may still be found meanwhile
 */
public record TaskUpdate(Optional<Task> task, boolean previousStillGood) {
  /** To stop. */
  public static final TaskUpdate STOP = new TaskUpdate(Optional.empty(), false);

  /** To work on a task. */
  public static TaskUpdate work(Task task, boolean previousStillGood) {
    return new TaskUpdate(Optional.of(task), previousStillGood);
  }
}
