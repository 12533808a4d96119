package org.opensy.mining.coopmine.worker.hash;

import java.util.Optional;

/**
 * What the hashing threads are to do. Compared by identity: a new assignment is a new object.
 *
 * <p>Immutable. Thread-safe.
 */
final class Assignment {
  private final Optional<Task> task;
  private final Optional<HasherSource> source;

  private Assignment(Optional<Task> task, Optional<HasherSource> source) {
    this.task = task;
    this.source = source;
  }

  /** To do nothing, with all hashers closed. */
  static Assignment release() {
    return new Assignment(Optional.empty(), Optional.empty());
  }

  /** To wait, with hashers kept open. */
  static Assignment pause(Optional<HasherSource> source) {
    return new Assignment(Optional.empty(), source);
  }

  /** To hash. */
  static Assignment hash(Task task, HasherSource source) {
    return new Assignment(Optional.of(task), Optional.of(source));
  }

  Optional<Task> task() {
    return task;
  }

  Optional<HasherSource> source() {
    return source;
  }
}
