package org.opensy.mining.dev.node.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** One way to misbehave. */
public sealed interface Fault {
  /**
   * Waits, then does the work and answers, also if the caller has gone meanwhile: as a node does
   * whose wallet was busy.
   */
  record Slow(Duration delay) implements Fault {}

  /** As {@link Slow}, until {@link FaultPlan#release} and not for a time. */
  record Held() implements Fault {}

  /**
   * Answers with an HTTP status and no body instead of doing the work: 503 is what a full work
   * queue gives.
   */
  record HttpStatus(int status) implements Fault {}

  /** Closes the connection without doing the work and without an answer. */
  record Hangup() implements Fault {}

  /** Does the work, is silent for a while and closes the connection without an answer. */
  record SilentAfterWork(Duration silence) implements Fault {}

  /** Does the work but answers with this result. */
  record WrongResult(JsonNode result) implements Fault {}

  /** Does not do the work and answers with this error object. */
  record WrongError(int code, String message) implements Fault {}

  /** Does the work but answers with this error object. */
  record ErrorAfterWork(int code, String message) implements Fault {}

  /** Does the work and answers something that is not JSON. */
  record Garbage() implements Fault {}
}
