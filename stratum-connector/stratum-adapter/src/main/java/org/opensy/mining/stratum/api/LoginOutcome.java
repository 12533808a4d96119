package org.opensy.mining.stratum.api;

import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;

/** The pool's answer to a login. */
public sealed interface LoginOutcome {
  /**
   * The miner is in and gets its first job.
   *
   * @param job the job that the answer carries
   */
  record Accepted(StratumJob job) implements LoginOutcome {}

  /**
   * The miner is told why, then the connection is closed.
   *
   * @param code see {@link StratumError}
   * @param message a sentence for the miner's log, not blank
   */
  record Refused(int code, String message) implements LoginOutcome {}

  static LoginOutcome accepted(StratumJob job) {
    return new Accepted(job);
  }

  static LoginOutcome refused(StratumError error) {
    return new Refused(error.code(), error.text());
  }
}
