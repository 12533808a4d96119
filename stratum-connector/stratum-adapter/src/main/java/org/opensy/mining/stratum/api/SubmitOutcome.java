package org.opensy.mining.stratum.api;

import org.opensy.mining.stratum.protocol.StratumError;

/** The pool's answer to a share. */
public sealed interface SubmitOutcome {
  /**
   * The share counts.
   *
   * @param newJob whether the miner's difficulty changed, so that it gets a new job right after the
   *     answer
   */
  record Accepted(boolean newJob) implements SubmitOutcome {}

  /**
   * The share does not count; the connection stays.
   *
   * @param code see {@link StratumError}
   * @param message a sentence for the miner's log, not blank
   */
  record Refused(int code, String message) implements SubmitOutcome {}

  /**
   * The share does not count, and the connection is closed after the answer.
   *
   * @param code see {@link StratumError}
   * @param message a sentence for the miner's log, not blank
   */
  record Expelled(int code, String message) implements SubmitOutcome {}

  static SubmitOutcome accepted() {
    return new Accepted(false);
  }

  static SubmitOutcome refused(StratumError error) {
    return new Refused(error.code(), error.text());
  }
}
