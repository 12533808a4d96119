package org.opensy.mining.stratum.api;

import org.opensy.mining.stratum.protocol.StratumError;

/** The pool's answer to a share. */
public sealed interface SubmitOutcome {
  /** The share counts. */
  record Accepted() implements SubmitOutcome {}

  /**
   * The share does not count; the connection stays.
   *
   * @param code see {@link StratumError}
   * @param message a sentence for the miner's log, not blank
   */
  record Refused(int code, String message) implements SubmitOutcome {}

  static SubmitOutcome accepted() {
    return new Accepted();
  }

  static SubmitOutcome refused(StratumError error) {
    return new Refused(error.code(), error.text());
  }
}
