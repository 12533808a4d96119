package org.opensy.mining.stratum.api;

import java.util.Optional;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * Makes each session's own job of a broadcast. Called on the event loop of the session, so it must
 * be quick, must not block, and is called from several threads at once.
 */
@FunctionalInterface
public interface JobSource {
  /** The job for a session, or empty to leave it with the job it has. */
  Optional<StratumJob> jobFor(MinerSession session);
}
