package org.opensy.mining.stratum.api;

import java.util.Optional;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * Makes each session's own jobs. Called on the event loop of the session, right before the job is
 * written, so that no miner ever gets an older job after a newer one. It must be quick, must not
 * block, and is called from several threads at once.
 */
public interface JobSource {
  /**
   * The job for a session that was let in; empty if it has the job of this moment already, or if
   * there is no work.
   */
  Optional<StratumJob> jobFor(MinerSession session);

  /** The work of this moment under an id that the session did not have; empty if there is none. */
  Optional<StratumJob> jobAgain(MinerSession session);
}
