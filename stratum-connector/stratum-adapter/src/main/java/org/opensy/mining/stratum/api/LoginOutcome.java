package org.opensy.mining.stratum.api;

import java.util.List;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.StratumError;

/** The pool's answer to a login. */
public sealed interface LoginOutcome {
  /**
   * The miner is in; its first job comes from the {@link JobSource}.
   *
   * @param extensions what the pool understands beyond the basics, see {@link LoginResult}
   */
  record Accepted(List<String> extensions) implements LoginOutcome {
    /** Takes a copy of the list. */
    public Accepted {
      extensions = List.copyOf(extensions);
    }
  }

  /**
   * The miner is told why, then the connection is closed.
   *
   * @param code see {@link StratumError}
   * @param message a sentence for the miner's log, not blank
   */
  record Refused(int code, String message) implements LoginOutcome {}

  static LoginOutcome accepted() {
    return new Accepted(LoginResult.EXTENSIONS);
  }

  static LoginOutcome refused(StratumError error) {
    return new Refused(error.code(), error.text());
  }
}
