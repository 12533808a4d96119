package org.opensy.mining.coopmine.coordinator.pool;

/** What became of a share that was handed to the pool. */
public sealed interface PoolReply {
  /** The pool took it. */
  record Accepted() implements PoolReply {}

  /**
   * The pool did not.
   *
   * @param text the pool's words
   */
  record Refused(String text) implements PoolReply {}

  /**
   * Nobody knows: the connection was or went away, or no answer came in time.
   *
   * @param why for people
   */
  record Lost(String why) implements PoolReply {}
}
